package org.huiyin.adapters.tencent;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huiyin.adapters.channel.WebhookRequest;

/** What somebody without the token could send to a Tencent webhook. */
public final class Forgeries {
    private static final Buffer PLAIN = Buffer.buffer("<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName>"
            + "<CreateTime>1</CreateTime><MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId></xml>");

    private Forgeries() {}

    public static Map<String, WebhookRequest> of(WebhookRequest post, WebhookRequest get) {
        Map<String, WebhookRequest> all = new LinkedHashMap<>();
        for (WebhookRequest good : List.of(post, get)) {
            String method = good.method() + " ";
            all.put(method + "without any parameter", with(good, Map.of(), good.body()));
            for (String name : List.of("msg_signature", "signature", "nonce", "timestamp")) {
                all.put(method + "with another " + name, with(good, spoilt(good, name), good.body()));
            }
        }
        // A GET of WeChat's is signed by one parameter, a GET of WeCom's by the other: each ignores what it does not
        // read.
        all.remove("GET with another "
                + (get.query("echostr") != null && sealedEcho(get) ? "signature" : "msg_signature"));
        if (sealedEcho(get)) {
            all.remove("POST with another signature");
        }
        all.put("POST of an unsealed body under a sealed one's signature", with(post, post.query(), PLAIN));
        all.put("POST of an unsealed body without signature", with(post, Map.of(), PLAIN));
        all.put("POST of an unsealed body in the guise of plain mode", with(post, plainMode(post), PLAIN));
        Buffer another = Buffer.buffer(post.body().toString().replace("<Encrypt><![CDATA[", "<Encrypt><![CDATA[A"));
        all.put("POST of another sealed text", with(post, post.query(), another));
        return all;
    }

    /** WeCom seals its echo; WeChat sends it in the open. */
    private static boolean sealedEcho(WebhookRequest get) {
        String echo = get.query("echostr");
        return echo != null && echo.length() > 40;
    }

    private static Map<String, String> spoilt(WebhookRequest good, String name) {
        Map<String, String> query = new HashMap<>(good.query());
        query.put(name, "1" + query.get(name));
        return query;
    }

    private static Map<String, String> plainMode(WebhookRequest good) {
        Map<String, String> query = new HashMap<>(good.query());
        query.remove("msg_signature");
        query.remove("encrypt_type");
        return query;
    }

    private static WebhookRequest with(WebhookRequest good, Map<String, String> query, Buffer body) {
        return new WebhookRequest(good.method(), query, good.headers(), body, good.receivedAt());
    }
}
