package org.huiyin.adapters.wechat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Limits.Form;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.Outbound.Media;
import org.huiyin.adapters.channel.Outbound.Notice;
import org.huiyin.adapters.channel.Outbound.Text;
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

/** A WeChat service account: the way to most villagers. */
public final class WeChatChannel implements TextChannel {
    /** Service accounts: 5 parts in 48 h after a message, 3 in 1 min after a click, a follow or a scan. */
    private static final Limits.Window WINDOW = new Limits.Window(5, Duration.ofDays(2), 3, Duration.ofMinutes(1));

    private static final int MAX_SCENE_CHARS = 64;

    private final WeChatConfig config;
    private final WeChatCodec codec;
    private final ProviderClient client;
    private final TencentApi api;
    private final Limits limits;

    public WeChatChannel(WeChatConfig config, Vertx vertx, TokenStore tokens, Clock clock) {
        this(config, vertx, tokens, clock, Timeouts.STANDARD);
    }

    public WeChatChannel(WeChatConfig config, Vertx vertx, TokenStore tokens, Clock clock, Timeouts timeouts) {
        this.config = config;
        this.codec = new WeChatCodec(config);
        this.client = new ProviderClient(vertx, config.baseUrl(), config.proxy(), timeouts);
        TencentApi.Account account = new TencentApi.Account(
                config.id(), "wechat:" + config.appId(), WeChatBodies.token(config), WeChatErrors.TABLE);
        this.api = new TencentApi(client, tokens, account, clock);
        this.limits = limits(config);
    }

    private static Limits limits(WeChatConfig config) {
        Set<Form> carries = EnumSet.of(Form.TEXT, Form.IMAGE, Form.VOICE, Form.CHOICE);
        if (!config.templates().isEmpty()) {
            carries.add(Form.NOTICE);
        }
        // Only templates are followed by a receipt; that is no promise about the rest.
        return new Limits(
                Limits.Kind.CHAT,
                WeChatCodec.MAX_TEXT_BYTES,
                WeChatCodec.MAX_TEXT_BYTES,
                Set.copyOf(carries),
                true,
                WINDOW,
                0,
                false,
                false);
    }

    @Override
    public String id() {
        return config.id();
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
        return codec.receive(request);
    }

    @Override
    public Future<SendOutcome> send(String address, Outbound part, Trace trace) {
        Errand errand = api.begin(trace);
        return part.fold(
                text -> text(address, text, errand),
                media -> media(address, media, errand),
                choice -> deliver(WeChatBodies.menu(address, choice), errand),
                notice -> notice(address, notice, errand));
    }

    /** WeChat has no query for what an account has sent by its interface. */
    @Override
    public Future<Whereabouts> lookUp(String address, Outbound part, Instant since) {
        return Future.succeededFuture(Whereabouts.cannotTell());
    }

    @Override
    public Future<Buffer> fetch(MediaRef media, Trace trace) {
        return api.fetch(media.reference(), trace);
    }

    /**
     * Makes a permanent code for print; the vendor allows 100,000 an account.
     *
     * @param scene 1 to 64 characters, already carrying the caller's MAC; comes back in {@link org.huiyin.adapters.channel.TextEvent.Touch}
     */
    public Future<SceneCode> createScene(String scene) {
        if (scene.isEmpty() || scene.length() > MAX_SCENE_CHARS) {
            return Future.succeededFuture(new SceneCode.NotMade(
                    new SendOutcome.Rejected(FailureKind.INVALID_MESSAGE, "", "a scene has 1 to 64 characters")));
        }
        return api.call(WeChatBodies.permanentScene(scene), api.begin(Trace.NONE))
                .map(answer -> answer.fold(
                        done -> made(done.body().path("url").asText()),
                        file -> made(""),
                        failed -> new SceneCode.NotMade(failed.outcome())));
    }

    @Override
    public Future<Void> stop() {
        return client.close();
    }

    private static SceneCode made(String url) {
        return url.isEmpty()
                ? new SceneCode.NotMade(
                        new SendOutcome.Rejected(FailureKind.UNPARSEABLE, "", "the answer holds no url"))
                : new SceneCode.Made(url);
    }

    private Future<SendOutcome> text(String address, Text text, Errand errand) {
        return text.text().getBytes(StandardCharsets.UTF_8).length > WeChatCodec.MAX_TEXT_BYTES
                ? TencentSends.invalid("text is over 2048 bytes")
                : deliver(WeChatBodies.text(address, text.text()), errand);
    }

    private Future<SendOutcome> media(String address, Media media, Errand errand) {
        return TencentSends.uploadThen(
                api, media, errand, (word, mediaId) -> deliver(WeChatBodies.media(address, word, mediaId), errand));
    }

    private Future<SendOutcome> notice(String address, Notice notice, Errand errand) {
        WeChatConfig.Template template = config.templates().get(notice.purpose());
        boolean complete = template != null
                && notice.parameters()
                        .keySet()
                        .containsAll(template.parameters().keySet());
        return template == null || !complete
                ? Future.succeededFuture(new SendOutcome.Rejected(
                        FailureKind.CONFIG,
                        "",
                        "no template whose parameters fit is configured for " + notice.purpose()))
                : api.call(WeChatBodies.template(address, template, notice), errand)
                        .map(answer -> answer.fold(
                                WeChatChannel::accepted,
                                file -> TencentSends.unreadable(),
                                WeChatChannel::noticeRefused));
    }

    /** An account may lack templates alone: that is no reason to stop what goes without them. */
    private static SendOutcome noticeRefused(TencentAnswer.Failed failed) {
        return WeChatErrors.INTERFACE_CLOSED.contains(failed.code())
                ? new SendOutcome.Rejected(
                        FailureKind.CONFIG, Integer.toString(failed.code()), "the account may not send templates")
                : failed.outcome();
    }

    private Future<SendOutcome> deliver(ProviderCall call, Errand errand) {
        return api.call(call, errand)
                .map(answer -> answer.fold(
                        WeChatChannel::accepted, file -> TencentSends.unreadable(), TencentAnswer.Failed::outcome));
    }

    /** Without an explicit 0 the vendor has not said yes. Only templates are given an id. */
    private static SendOutcome accepted(TencentAnswer.Done done) {
        return done.body().has("errcode")
                ? new SendOutcome.Accepted(done.body().path("msgid").asText(""))
                : TencentSends.unreadable();
    }
}
