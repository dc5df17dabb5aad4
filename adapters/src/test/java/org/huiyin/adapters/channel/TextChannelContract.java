package org.huiyin.adapters.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.WebhookResult.Refused;
import org.huiyin.adapters.channel.WebhookResult.Understood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What every channel of written words must do, whoever the provider is. */
public abstract class TextChannelContract {
    /** What can befall a provider. */
    protected enum Trouble {
        STATUS_503,
        STATUS_429,
        SILENCE,
        UNREACHABLE
    }

    private static final String WORDS = "灯坏了，请来看看";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> details = new ArrayList<>();

    protected abstract TextChannel channel();

    /** Somebody who can be written to. */
    protected abstract String recipient();

    /** An authentic message. */
    protected abstract WebhookRequest incoming(String id, String words);

    /** An authentic message of a kind that does not exist. */
    protected abstract WebhookRequest incomingUnknown(String id);

    /** Requests that somebody else made, one for each branch there is. */
    protected abstract Map<String, WebhookRequest> forged();

    protected abstract void befall(Trouble trouble);

    /** Makes the provider answer HTTP 200 with an error inside, in each of its ways. */
    protected abstract List<Runnable> businessErrors();

    /** The words of the last part the provider was given. */
    protected abstract String lastWords();

    /** What must never be seen in a log or a detail, beside recipient and words. */
    protected abstract List<String> secrets();

    /** A Vert.x that finds no host by name: whatever is not on this machine cannot be reached. */
    protected static Vertx loopbackVertx() {
        return Loopback.vertx();
    }

    @BeforeEach
    void listen() {
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("org.huiyin");
        logger.setLevel(Level.TRACE);
        logger.addAppender(log);
    }

    @AfterEach
    void nothingLeaked() {
        ((Logger) LoggerFactory.getLogger("org.huiyin")).detachAppender(log);
        List<String> seen = new ArrayList<>(details);
        log.list.forEach(event -> seen.add(event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage())));
        List<String> forbidden = new ArrayList<>(secrets());
        forbidden.add(recipient());
        forbidden.add(WORDS);
        for (String line : seen) {
            assertThat(line).doesNotContain(forbidden);
        }
        assertThat(details).noneMatch(detail -> detail.contains("Exception"));
        assertThat(channel().toString()).doesNotContain(forbidden);
    }

    protected final SendOutcome send(Outbound part) throws Exception {
        Future<SendOutcome> sending = channel().send(recipient(), part);
        SendOutcome outcome = sending.await(30, TimeUnit.SECONDS);
        details.add(outcome.toString());
        return outcome;
    }

    private WebhookResult receive(WebhookRequest request) {
        WebhookResult result = channel().receive(request);
        if (result instanceof Refused refused) {
            details.add(refused.why());
            details.add(refused.reply().body().toString());
        }
        return result;
    }

    private TextEvent event(WebhookRequest request) {
        WebhookResult result = receive(request);
        assertThat(result).isInstanceOf(Understood.class);
        return ((Understood) result).events().get(0);
    }

    private static WebhookRequest withBody(WebhookRequest request, Buffer body) {
        return new WebhookRequest(request.method(), request.query(), request.headers(), body, request.receivedAt());
    }

    @Test
    void understandsWhatItsProviderSends() {
        TextEvent event = event(incoming("m-1", WORDS));
        assertThat(event.channel()).isEqualTo(channel().id());
        assertThat(((TextEvent.MessageReceived) event).content()).contains(new Content.Words(WORDS));
    }

    @Test
    void refusesWhatSomebodyElseMade() {
        forged().forEach((label, request) -> {
            WebhookResult result = receive(request);
            assertThat(result).as(label).isInstanceOf(Refused.class);
            assertThat(((Refused) result).reply().status()).as(label).isIn(401, 403);
            assertThat(((Refused) result).reply().body().length()).as(label).isZero();
        });
    }

    @Test
    void theSameMessageHasTheSameKeyHoweverOftenItComes() {
        WebhookRequest request = incoming("m-2", WORDS);
        String key = event(request).dedupKey();
        assertThat(event(request).dedupKey()).isEqualTo(key);
        assertThat(event(incoming("m-2", WORDS)).dedupKey()).isEqualTo(key);
        assertThat(event(incoming("m-3", WORDS)).dedupKey()).isNotEqualTo(key);
    }

    @Test
    void acknowledgesAndRecordsAnUnknownKind() {
        WebhookRequest request = incomingUnknown("m-4");
        WebhookResult result = receive(request);
        assertThat(event(request)).isInstanceOf(TextEvent.Unrecognised.class);
        WebhookReply reply = ((Understood) result).acknowledgement().reply(Optional.empty(), Instant.EPOCH);
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void refusesATruncatedBodyWhereverItWasCut() {
        WebhookRequest whole = incoming("m-5", WORDS);
        for (int length = 0; length < whole.body().length(); length++) {
            WebhookResult result = receive(withBody(whole, whole.body().getBuffer(0, length)));
            assertThat(result).as("cut at %d", length).isInstanceOf(Refused.class);
            assertThat(((Refused) result).reply().status()).isBetween(400, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${jndi:x}", "${env:HOME}", "%s %n {} {0}", "]]><x/>", "\"}], \\u0041", "a\nb\tc", "😡𠮷"})
    void wordsSurviveBothWays(String words) throws Exception {
        TextEvent event = event(incoming("m-6", words));
        assertThat(((TextEvent.MessageReceived) event).content()).contains(new Content.Words(words));
        assertThat(send(new Outbound.Text(words))).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(lastWords()).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource
    void troubleIsAValue(Trouble trouble) throws Exception {
        befall(trouble);
        SendOutcome outcome = send(new Outbound.Text(WORDS));
        String seen = outcome.fold(
                accepted -> "accepted",
                later -> later.kind().name(),
                rejected -> "rejected " + rejected.kind(),
                unknown -> "unknown");
        String due = switch (trouble) {
            case STATUS_503 -> "PROVIDER_DOWN";
            case STATUS_429 -> "THROTTLED";
            case SILENCE -> "unknown";
            case UNREACHABLE -> "CONNECTION";
        };
        assertThat(seen).isEqualTo(due);
    }

    @Test
    void aBusinessErrorIsNeverTakenForASuccess() throws Exception {
        for (Runnable error : businessErrors()) {
            error.run();
            assertThat(send(new Outbound.Text(WORDS))).isNotInstanceOf(SendOutcome.Accepted.class);
        }
    }

    @Test
    void saysWhatItCarries() {
        Limits limits = channel().limits();
        assertThat(limits.carries(Limits.Form.TEXT)).isTrue();
        assertThat(limits.maxTextChars()).isPositive();
        assertThat(limits.maxTextBytes()).isPositive();
    }
}
