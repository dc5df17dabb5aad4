package org.huiyin.adapters.simulator;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.FetchFailure;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Limits.Form;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.channel.Whereabouts;
import org.huiyin.adapters.provider.Json;
import org.jspecify.annotations.Nullable;

/** A channel whose phones live in this process: the demo shows them on a page, the tests read them. Safe for any number of threads. */
public final class SimulatorChannel implements TextChannel {
    private static final int CHAT_TEXT_BYTES = 2048;

    /** A long SMS's share of UCS-2 text: 70 less the 3 that the concatenation header takes. */
    private static final int SMS_CHARS = 67;

    private static final int BYTES_PER_CHAR = 3;
    private static final int RUN_BYTES = 4;

    private final SimulatorConfig config;
    private final Clock clock;
    private final SimulatorCodec codec;
    private final Limits limits;
    private final SimulatorMailbox mailbox = new SimulatorMailbox();
    private final Set<String> rejected = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence = new AtomicLong();

    /** Ids of one run must not meet those of the run before, which a kept database still holds. */
    private final String run;

    private volatile Consumer<TextEvent> receipts = event -> {};
    private volatile @Nullable SimulatorFault fault;

    public SimulatorChannel(SimulatorConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.codec = new SimulatorCodec(config);
        this.limits = config.kind() == Limits.Kind.SMS ? smsLimits() : chatLimits();
        byte[] random = new byte[RUN_BYTES];
        new SecureRandom().nextBytes(random);
        this.run = HexFormat.of().formatHex(random);
    }

    private static Limits chatLimits() {
        Set<Form> all = Set.of(Form.TEXT, Form.IMAGE, Form.VOICE, Form.CHOICE, Form.NOTICE);
        return new Limits(Limits.Kind.CHAT, CHAT_TEXT_BYTES, CHAT_TEXT_BYTES, all, false, null, 0, true, false);
    }

    private static Limits smsLimits() {
        Set<Form> words = Set.of(Form.TEXT, Form.NOTICE);
        return new Limits(Limits.Kind.SMS, SMS_CHARS * BYTES_PER_CHAR, SMS_CHARS, words, false, null, 0, true, false);
    }

    @Override
    public String id() {
        return config.id();
    }

    @Override
    public Limits limits() {
        return limits;
    }

    /** Takes only what {@link #compose} of this very channel made. */
    @Override
    public WebhookResult receive(WebhookRequest request) {
        WebhookResult result = codec.receive(request);
        if (result instanceof WebhookResult.Understood) {
            Json.read(request.body(), SimulatorMessage.class).ifPresent(this::keepAttachment);
        }
        return result;
    }

    /** A message from a simulated phone, as the request that {@link #receive} takes. */
    public WebhookRequest compose(SimulatorMessage message) {
        return codec.compose(message, clock.instant());
    }

    @Override
    public Future<SendOutcome> send(String address, Outbound part, Trace trace) {
        Optional<SendOutcome> refusal = refusal(address, part);
        if (refusal.isPresent()) {
            return Future.succeededFuture(refusal.get());
        }
        SimulatorFault now = fault;
        if (now != null && !now.delivers()) {
            return Future.succeededFuture(now.outcome());
        }
        SentPart sent = show(config.id() + "-" + run + "-" + sequence.incrementAndGet(), address, part);
        mailbox.deliver(sent);
        receipts.accept(new TextEvent.ReceiptReceived(
                config.id(), "receipt|" + sent.id(), sent.at(), sent.id(), TextEvent.Receipt.DELIVERED, "simulated"));
        return Future.succeededFuture(now == null ? new SendOutcome.Accepted(sent.id()) : now.outcome());
    }

    /** A phone knows what it shows. */
    @Override
    public Future<Whereabouts> lookUp(String address, Outbound part, Instant since) {
        return Future.succeededFuture(mailbox.of(address).stream()
                .filter(held -> !held.at().isBefore(since) && held.text().equals(words(part)))
                .findFirst()
                .map(held -> (Whereabouts) new Whereabouts.Sent(held.id()))
                .orElse(Whereabouts.notSent()));
    }

    @Override
    public Future<Buffer> fetch(MediaRef media, Trace trace) {
        return mailbox.media(media.reference())
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new FetchFailure(true, "no longer held by the simulator")));
    }

    @Override
    public Future<Void> stop() {
        mailbox.clear();
        return Future.succeededFuture();
    }

    /** What {@code address} was sent, oldest first; the newest 200. */
    public List<SentPart> sentTo(String address) {
        return mailbox.of(address);
    }

    /** Every address that holds something; the 10,000 that were used last. */
    public List<String> addresses() {
        return mailbox.addresses();
    }

    /** Calls {@code follower}, on the sender's thread, with every part to any address; run the answer to end it. */
    public Runnable follow(Consumer<SentPart> follower) {
        return mailbox.follow(follower);
    }

    /** Where receipts go. Like those of a quick provider they may come before {@link #send} has returned. */
    public void receiptsTo(Consumer<TextEvent> sink) {
        this.receipts = sink;
    }

    /** From now on every send fares so. */
    public void misbehave(SimulatorFault how) {
        this.fault = how;
    }

    /** From now on {@code address} is unknown here. */
    public void reject(String address) {
        rejected.add(address);
    }

    /** Ends every fault and rejection. */
    public void behave() {
        this.fault = null;
        rejected.clear();
    }

    private void keepAttachment(SimulatorMessage message) {
        String id = message.id();
        if (id != null) {
            SimulatorCodec.attachment(message).ifPresent(content -> mailbox.keep(id, content));
        }
    }

    private Optional<SendOutcome> refusal(String address, Outbound part) {
        if (!codec.isAddress(address) || rejected.contains(address)) {
            return rejected(FailureKind.UNKNOWN_RECIPIENT, "no such address");
        }
        Form form = part.fold(
                text -> Form.TEXT,
                media -> media.kind() == Outbound.MediaKind.IMAGE ? Form.IMAGE : Form.VOICE,
                choice -> Form.CHOICE,
                notice -> Form.NOTICE);
        if (!limits.carries(form)) {
            return rejected(FailureKind.INVALID_MESSAGE, "this channel carries no " + form);
        }
        return words(part).length() > limits.maxTextChars()
                ? rejected(FailureKind.INVALID_MESSAGE, "text is too long")
                : Optional.empty();
    }

    private static Optional<SendOutcome> rejected(FailureKind kind, String detail) {
        return Optional.of(new SendOutcome.Rejected(kind, "simulated", detail));
    }

    private static String words(Outbound part) {
        return part.fold(
                text -> text.text(),
                media -> "",
                choice -> choice.title().isBlank() ? choice.text() : choice.title() + "\n" + choice.text(),
                notice -> notice.text());
    }

    private SentPart show(String id, String address, Outbound part) {
        return new SentPart(
                id,
                address,
                clock.instant(),
                words(part),
                part.fold(text -> List.of(), media -> List.of(), Outbound.Choice::options, notice -> List.of()),
                part.fold(
                        text -> Optional.empty(),
                        media -> Optional.empty(),
                        choice -> Optional.of(choice.reference()),
                        notice -> Optional.empty()),
                part.fold(
                        text -> Optional.empty(),
                        Optional::of,
                        choice -> Optional.empty(),
                        notice -> Optional.empty()));
    }
}
