package org.huiyin.adapters.tencent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.huiyin.adapters.channel.MemoryTokenStore;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TextChannelContract;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.adapters.channel.TokenStore.Token;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.provider.ProviderStand;
import org.huiyin.adapters.provider.Timeouts;
import org.junit.jupiter.api.BeforeEach;

/** The contract, with what WeChat and WeCom need for it in common. */
public abstract class TencentContract extends TextChannelContract {
    private static final String TOKEN = "access-token-5d1f7a";

    // Both serve every subclass and end with the process.
    private static final ProviderStand STAND = new ProviderStand();
    private static final Vertx VERTX = loopbackVertx();

    private final String sendPath;
    private final List<String> errorBodies;
    private TextChannel channel;
    private TencentSender sender;

    protected TencentContract(String sendPath, List<String> businessErrors) {
        this.sendPath = sendPath;
        this.errorBodies = businessErrors;
    }

    @BeforeEach
    void begin() {
        channel = make(STAND.baseUrl(), ProviderStand.PATIENT);
        sender = sender();
    }

    protected abstract TextChannel make(String baseUrl, TokenStore tokens, Timeouts timeouts);

    private TextChannel make(String baseUrl, Timeouts timeouts) {
        MemoryTokenStore tokens = new MemoryTokenStore(Accounts.CLOCK);
        // A cold start must not be taken for silence about the token.
        tokens.current("wechat:wxb11529c136998cb6", TencentContract::given);
        tokens.current("wecom:wx5823bf96d3bd56c7:218", TencentContract::given);
        return make(baseUrl, tokens, timeouts);
    }

    private static Future<Token> given() {
        return Future.succeededFuture(new Token(Secret.of(TOKEN), Duration.ofHours(2)));
    }

    protected abstract TencentSender sender();

    protected static Vertx vertx() {
        return VERTX;
    }

    @BeforeEach
    void wellBehaved() {
        STAND.reset();
        String token = "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":7200}";
        STAND.answerJson("/cgi-bin/stable_token", token);
        STAND.answerJson("/cgi-bin/gettoken", token);
        STAND.answerJson(sendPath, "{\"errcode\":0,\"errmsg\":\"ok\"}");
    }

    @Override
    protected TextChannel channel() {
        return channel;
    }

    @Override
    protected WebhookRequest incoming(String id, String words) {
        return sender.text(recipient(), id, words).request(Accounts.NOW);
    }

    @Override
    protected WebhookRequest incomingUnknown(String id) {
        return sender.message(recipient(), id, "hologram", Map.of("A", "b")).request(Accounts.NOW);
    }

    @Override
    protected Map<String, WebhookRequest> forged() {
        return Forgeries.of(incoming("m-0", "x"), sender.handshake("hello"));
    }

    @Override
    protected void befall(Trouble trouble) {
        switch (trouble) {
            case STATUS_503 ->
                STAND.answer(sendPath, aResponse().withStatus(503).withBody(TOKEN));
            case STATUS_429 -> STAND.answer(sendPath, aResponse().withStatus(429));
            case SILENCE -> {
                STAND.answer(sendPath, aResponse().withStatus(200).withFixedDelay(3000));
                channel = make(STAND.baseUrl(), ProviderStand.SHORT);
            }
            case UNREACHABLE -> channel = make(deafUrl(), ProviderStand.PATIENT);
        }
    }

    /** An address of this machine where nobody listens any more. */
    private static String deafUrl() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<Runnable> businessErrors() {
        return errorBodies.stream()
                .map(body -> (Runnable) () -> STAND.answerJson(sendPath, body))
                .toList();
    }

    @Override
    protected String lastWords() {
        return STAND.lastJson(sendPath).path("text").path("content").asText();
    }

    @Override
    protected List<String> secrets() {
        return List.of(
                TOKEN,
                Accounts.APP_SECRET,
                Accounts.CORP_SECRET,
                "mpToken2024",
                "QDG6eK",
                "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");
    }
}
