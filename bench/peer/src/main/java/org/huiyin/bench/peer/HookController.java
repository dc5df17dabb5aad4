package org.huiyin.bench.peer;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.Content.Words;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.WebhookResult.Refused;
import org.huiyin.adapters.channel.WebhookResult.Understood;
import org.huiyin.adapters.wechat.WeChatCodec;
import org.huiyin.adapters.wecom.WeComCodec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where WeChat and WeCom post: answers once everything is committed. */
@RestController
class HookController {
    private final WeChatCodec wechat;
    private final WeComCodec wecom;
    private final MessageService messages;
    private final Clock clock;

    HookController(WeChatCodec wechat, WeComCodec wecom, MessageService messages, Clock clock) {
        this.wechat = wechat;
        this.wecom = wecom;
        this.messages = messages;
        this.clock = clock;
    }

    @PostMapping("/hook/wechat")
    ResponseEntity<byte[]> wechat(@RequestParam Map<String, String> query, @RequestBody byte[] body) {
        return answer(wechat::receive, query, body);
    }

    @PostMapping("/hook/wecom")
    ResponseEntity<byte[]> wecom(@RequestParam Map<String, String> query, @RequestBody byte[] body) {
        return answer(wecom::receive, query, body);
    }

    private ResponseEntity<byte[]> answer(
            Function<WebhookRequest, WebhookResult> codec, Map<String, String> query, byte[] body) {
        Instant now = clock.instant();
        WebhookResult result = codec.apply(new WebhookRequest("POST", query, Map.of(), Buffer.buffer(body), now));
        WebhookReply reply = result.fold(understood -> take(understood, now), Refused::reply);
        return ResponseEntity.status(reply.status())
                .header(HttpHeaders.CONTENT_TYPE, reply.contentType())
                .body(reply.body().getBytes());
    }

    private WebhookReply take(Understood understood, Instant now) {
        Answered answered = new Answered(now, Optional.empty());
        for (TextEvent event : understood.events()) {
            if (event instanceof MessageReceived message && message.content().orElse(null) instanceof Words words) {
                answered = messages.take(message, words.text());
            }
        }
        return understood.acknowledgement().reply(answered.passive(), answered.at());
    }
}
