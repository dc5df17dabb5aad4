package org.huiyin.bot.talk;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.WebhookResult;
import org.huiyin.adapters.simulator.SentPart;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.adapters.simulator.SimulatorMessage;

/** Somebody with a phone: says things, and remembers what he has read already. */
final class Person {
    private static final AtomicInteger MESSAGES = new AtomicInteger();
    private static final Pattern CODE = Pattern.compile("#(\\d{7,})");
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final TalkService service;
    private final SimulatorChannel channel;
    final String address;
    private int read;
    private List<SentPart> latest = List.of();

    Person(TalkService service, String channel, String address) {
        this.service = service;
        this.channel = service.channel(channel);
        this.address = address;
        this.read = this.channel.sentTo(address).size();
    }

    // ------------------------------------------------------------------------------------------------------------------ speaking

    Person says(String text) {
        return posts(SimulatorMessage.text(address, id(), text));
    }

    /** Several at once, before any of them is answered. */
    Person saysTogether(String... texts) {
        List<Future<?>> taken = new ArrayList<>();
        for (String text : texts) {
            taken.addAll(take(SimulatorMessage.text(address, id(), text)));
        }
        Future.all(taken).await();
        service.settle();
        return this;
    }

    /** Says something and does not wait for what comes of it. */
    List<Future<?>> sends(String text) {
        return take(SimulatorMessage.text(address, id(), text));
    }

    Person quotes(SentPart part, String text) {
        return posts(SimulatorMessage.text(address, id(), text).quoting(part.id()));
    }

    Person presses(SentPart card, String key) {
        return posts(SimulatorMessage.press(address, id(), card.reference().orElseThrow(), key));
    }

    Person scans(String scene) {
        return posts(SimulatorMessage.scan(address, id(), scene, true));
    }

    Person sendsPhoto(String caption) {
        return posts(withText(MediaKind.IMAGE, "image/png", PNG, caption)).whenFetched();
    }

    Person sendsVoice(String transcript) {
        byte[] amr = "#!AMR\nabc".getBytes(StandardCharsets.UTF_8);
        return posts(withText(MediaKind.VOICE, "audio/amr", amr, transcript)).whenFetched();
    }

    Person sendsPlace(String label) {
        return posts(SimulatorMessage.location(address, id(), new SimulatorMessage.Location(36.5, 117.25, label)));
    }

    /** A part that waits for its photo is looked at again after 2 s. */
    private Person whenFetched() {
        service.pass(Duration.ofSeconds(3));
        return this;
    }

    /** Blocks or unfollows us, or comes back. */
    Person leaves() {
        return moves(false);
    }

    Person returns() {
        return moves(true);
    }

    private Person moves(boolean reachable) {
        service.core
                .intake()
                .take(new TextEvent.ContactChanged(channel.id(), id(), service.clock.instant(), address, reachable))
                .await();
        service.settle();
        return this;
    }

    private SimulatorMessage withText(MediaKind kind, String type, byte[] bytes, String words) {
        SimulatorMessage.Media media =
                new SimulatorMessage.Media(kind, type, Base64.getEncoder().encodeToString(bytes));
        String text = words.isEmpty() ? null : words;
        return new SimulatorMessage(address, id(), text, null, null, null, null, media, null);
    }

    /** No two messages come at the same moment. */
    private Person posts(SimulatorMessage message) {
        service.clock.pass(Duration.ofMillis(1));
        Future.all(take(message)).await();
        service.settle();
        return this;
    }

    private List<Future<?>> take(SimulatorMessage message) {
        WebhookResult result = channel.receive(channel.compose(message));
        WebhookResult.Understood understood = (WebhookResult.Understood) result;
        return understood.events().stream()
                .map(event -> service.core.intake().take(event))
                .collect(Collectors.toList());
    }

    private static String id() {
        return "m" + MESSAGES.incrementAndGet();
    }

    // ------------------------------------------------------------------------------------------------------------------ listening

    /** What came since he last looked, as he reads it; empty when nothing did. */
    String hears() {
        news();
        return latest.stream().map(SentPart::text).collect(Collectors.joining("\n"));
    }

    /** The parts that came since he last looked. */
    List<SentPart> news() {
        List<SentPart> all = channel.sentTo(address);
        latest = List.copyOf(all.subList(Math.min(read, all.size()), all.size()));
        read = all.size();
        return latest;
    }

    /** The last part with buttons that he ever got. */
    SentPart card() {
        return channel.sentTo(address).stream()
                .filter(part -> part.reference().isPresent())
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** The last part he ever got. */
    SentPart last() {
        return channel.sentTo(address).stream().reduce((a, b) -> b).orElseThrow();
    }

    /** Everything he ever got. */
    String everything() {
        return channel.sentTo(address).stream().map(SentPart::text).collect(Collectors.joining("\n"));
    }

    /** The ticket's code that he was told last, without its mark. */
    String code() {
        String code = "";
        Matcher matcher = CODE.matcher(everything());
        while (matcher.find()) {
            code = matcher.group(1);
        }
        return code;
    }
}
