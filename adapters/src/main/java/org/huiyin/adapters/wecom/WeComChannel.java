package org.huiyin.adapters.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Limits.Form;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.Outbound.Media;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.Whereabouts;
import org.huiyin.adapters.provider.ProviderCall;
import org.huiyin.adapters.provider.ProviderClient;
import org.huiyin.adapters.provider.Timeouts;
import org.huiyin.adapters.tencent.TencentAnswer;
import org.huiyin.adapters.tencent.TencentApi;
import org.huiyin.adapters.tencent.TencentApi.Errand;
import org.huiyin.adapters.tencent.TencentSends;

/** A self-built WeCom app: the way to most cadres. */
public final class WeComChannel implements TextChannel {
    /** Longest text, in bytes of UTF-8. WeCom does not refuse a longer one, it cuts it, so we refuse. */
    private static final int MAX_TEXT_BYTES = 2048;

    /** WeCom drops what exceeds 30 a minute to one member without a word; we stay well below. */
    private static final int PER_MEMBER_PER_MINUTE = 20;

    /** A userid as the vendor defines it. Also keeps out {@code @all} and {@code a|b}, which would write to others. */
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");

    private static final Limits LIMITS = new Limits(
            Limits.Kind.CHAT,
            MAX_TEXT_BYTES,
            MAX_TEXT_BYTES,
            Set.of(Form.TEXT, Form.IMAGE, Form.VOICE, Form.CHOICE, Form.NOTICE),
            false,
            null,
            PER_MEMBER_PER_MINUTE,
            false,
            true);

    private final WeComConfig config;
    private final WeComCodec codec;
    private final ProviderClient client;
    private final TencentApi api;

    public WeComChannel(WeComConfig config, Vertx vertx, TokenStore tokens, Clock clock) {
        this(config, vertx, tokens, clock, Timeouts.STANDARD);
    }

    public WeComChannel(WeComConfig config, Vertx vertx, TokenStore tokens, Clock clock, Timeouts timeouts) {
        this.config = config;
        this.codec = new WeComCodec(config);
        this.client = new ProviderClient(vertx, config.baseUrl(), config.proxy(), timeouts);
        String tokenName = "wecom:" + config.corpId() + ":" + config.agentId();
        TencentApi.Account account =
                new TencentApi.Account(config.id(), tokenName, WeComBodies.token(config), WeComErrors.TABLE);
        this.api = new TencentApi(client, tokens, account, clock);
    }

    @Override
    public String id() {
        return config.id();
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
        return codec.receive(request);
    }

    @Override
    public Future<SendOutcome> send(String address, Outbound part, Trace trace) {
        if (!USER_ID.matcher(address).matches()) {
            return Future.succeededFuture(new SendOutcome.Rejected(
                    FailureKind.UNKNOWN_RECIPIENT, "", "the address is not the userid of one member"));
        }
        Errand errand = api.begin(trace);
        return part.fold(
                text -> text(address, text.text(), errand),
                media -> media(address, media, errand),
                choice -> deliver(address, WeComBodies.card(config.agentId(), address, choice), errand),
                // There are no templates and no window here: a notice says itself in full.
                notice -> text(address, notice.text(), errand));
    }

    /** WeCom has no query for what an app has sent. */
    @Override
    public Future<Whereabouts> lookUp(String address, Outbound part, Instant since) {
        return Future.succeededFuture(Whereabouts.cannotTell());
    }

    @Override
    public Future<Buffer> fetch(MediaRef media, Trace trace) {
        return api.fetch(media.reference(), trace);
    }

    @Override
    public Future<Void> stop() {
        return client.close();
    }

    private Future<SendOutcome> text(String address, String words, Errand errand) {
        return words.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES
                ? TencentSends.invalid("text is over 2048 bytes")
                : deliver(address, WeComBodies.text(config.agentId(), address, words), errand);
    }

    private Future<SendOutcome> media(String address, Media media, Errand errand) {
        if (media.kind() == MediaKind.VOICE && !"audio/amr".equals(media.contentType())) {
            return TencentSends.invalid("WeCom plays AMR only");
        }
        return TencentSends.uploadThen(
                api,
                media,
                errand,
                (word, mediaId) ->
                        deliver(address, WeComBodies.media(config.agentId(), address, word, mediaId), errand));
    }

    private Future<SendOutcome> deliver(String address, ProviderCall call, Errand errand) {
        return api.call(call, errand)
                .map(answer -> answer.fold(
                        done -> accepted(address, done.body()),
                        file -> TencentSends.unreadable(),
                        TencentAnswer.Failed::outcome));
    }

    /** A 0 is not yet a yes: the recipient may stand in one of two lists of those who got nothing. */
    private static SendOutcome accepted(String address, JsonNode body) {
        if (!body.has("errcode")) {
            return TencentSends.unreadable();
        }
        for (String list : new String[] {"invaliduser", "unlicenseduser"}) {
            if (lists(body.path(list).asText(""), address)) {
                return new SendOutcome.Rejected(FailureKind.UNKNOWN_RECIPIENT, "0", "the recipient is in " + list);
            }
        }
        return new SendOutcome.Accepted(body.path("msgid").asText(""));
    }

    /** The vendor answers in lower case whatever was asked. */
    private static boolean lists(String userIds, String address) {
        for (String userId : userIds.split("\\|", -1)) {
            if (userId.strip().equalsIgnoreCase(address)) {
                return true;
            }
        }
        return false;
    }
}
