package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Outbound.Option;
import org.huiyin.bot.conversation.Letter.Priority;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.registry.KnownHousehold;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.HistoryRow;
import org.jspecify.annotations.Nullable;

/** Brings what a villager said to whoever holds the ticket. */
final class Forwarding {
    private final Ledger ledger;
    private final Labels labels;

    Forwarding(Ledger ledger) {
        this.ledger = ledger;
        this.labels = new Labels(ledger);
    }

    /** When the holder may be disturbed: now, or at the end of the night. */
    Instant earliest(Ticket ticket) {
        Instant end = ticket.pressing() ? null : ledger.house().quietHours().endAfter(ledger.now());
        return end == null ? ledger.now() : end;
    }

    /** Forwards one utterance; the first of a ticket comes with buttons. */
    void utterance(Ticket ticket, int seq, Utterance said, boolean first) {
        for (Official.Chat chat : chats(ticket)) {
            Texts.Voice voice = voice(chat);
            String key = ticket.urgency() == Ticket.Urgency.URGENT ? "cadre.forward.urgent" : "cadre.forward";
            boolean night = earliest(ticket).isAfter(ledger.now());
            Map<String, String> values = Map.of(
                    "code", ticket.code(),
                    "label", labels.person(ticket, voice),
                    "text", said.body(),
                    "at", labels.moment(ledger.now(), voice));
            Draft draft = cut(
                    Draft.words(voice.say(night ? "cadre.forward.night" : key, values)), said.body(), ticket, voice);
            Draft whole = whole(draft, said, voice);
            post(chat, Purpose.FORWARD, first ? card(whole, ticket, voice) : whole, ticket, seq);
        }
    }

    /** Forwards everything the villager has said so far, to whoever has the ticket now. */
    void story(Ticket ticket, String key, Map<String, String> more) {
        chats(ticket).forEach(chat -> story(chat, ticket, key, more));
    }

    /** The same to somebody who helps. */
    void storyTo(Official official, Ticket ticket, String key, Map<String, String> more) {
        chats(official).forEach(chat -> story(chat, ticket, key, more));
    }

    private void story(Official.Chat chat, Ticket ticket, String key, Map<String, String> more) {
        List<HistoryRow> said = ledger.story(ticket).stream()
                .filter(row -> row.kind().equals("SAID") && row.body() != null)
                .toList();
        String words = said.stream().map(row -> String.valueOf(row.body())).collect(Collectors.joining("\n"));
        Texts.Voice voice = voice(chat);
        Map<String, String> values = new HashMap<>(more);
        values.put("code", ticket.code());
        values.put("label", labels.person(ticket, voice));
        values.put("text", words);
        values.put("story", words);
        values.put("due", labels.due(ticket.due(), voice));
        Draft draft = card(cut(Draft.words(voice.say(key, values)), words, ticket, voice), ticket, voice);
        post(
                chat,
                Purpose.FORWARD,
                draft,
                ticket,
                said.isEmpty() ? null : said.get(said.size() - 1).seq());
        attachments(said, chat, ticket);
    }

    private void attachments(List<HistoryRow> said, Official.Chat chat, Ticket ticket) {
        for (HistoryRow row : said) {
            String instead = voice(chat).say("media.not-carried");
            Details.attachment(row.detail())
                    .map(a -> Draft.words("").media(a.id(), a.kind(), instead))
                    .ifPresent(draft -> post(chat, Purpose.FORWARD, draft, ticket, row.seq()));
        }
    }

    /** The photo or voice note that came with a word of an official's. */
    void attachment(Ticket ticket, int seq, Utterance said) {
        for (Official.Chat chat : chats(ticket)) {
            said.attached()
                    .map(a ->
                            Draft.words("").media(a.id(), a.kind(), voice(chat).say("media.not-carried")))
                    .ifPresent(draft -> post(chat, Purpose.FORWARD, draft, ticket, seq));
        }
    }

    /** Tells the holder something that he should act on, with the ticket's buttons. */
    void tell(Ticket ticket, String key) {
        chats(ticket).forEach(chat -> {
            Texts.Voice voice = voice(chat);
            post(chat, Purpose.FORWARD, card(about(ticket, key, voice), ticket, voice), ticket, null);
        });
    }

    /** Tells the holder something that he need only know. */
    void inform(Ticket ticket, String key) {
        chats(ticket).forEach(chat -> post(chat, Purpose.NOTICE, about(ticket, key, voice(chat)), ticket, null));
    }

    /** Tells whoever helps what became of it: the first who received it, and those who were called. */
    void informAssistants(Ticket ticket, String key) {
        assistants(ticket).stream()
                .flatMap(id -> ledger.directory().official(id).stream())
                .flatMap(official -> chats(official).stream())
                .forEach(chat -> post(chat, Purpose.NOTICE, about(ticket, key, voice(chat)), ticket, null));
    }

    private Set<Long> assistants(Ticket ticket) {
        Set<Long> assistants = new TreeSet<>();
        ledger.story(ticket).stream()
                .filter(row -> row.kind().equals("ASSISTS"))
                .forEach(row -> assistants.add(Long.valueOf(row.detail())));
        ticket.firstReceiver().ifPresent(assistants::add);
        assistants.remove(ticket.holderCadreId());
        return assistants;
    }

    private Draft about(Ticket ticket, String key, Texts.Voice voice) {
        Map<String, String> values = Map.of(
                "code", ticket.code(),
                "label", labels.person(ticket, voice),
                "due", labels.due(ticket.due(), voice));
        return Draft.words(voice.say(key, values));
    }

    /** Says something to an official that is about no ticket. */
    void plain(Official official, String key) {
        plain(official, key, voice -> Map.of());
    }

    /** The same, with values in his language. */
    void plain(Official official, String key, Function<Texts.Voice, Map<String, String>> values) {
        chats(official)
                .forEach(chat -> ledger.send(
                        Letter.to(
                                        chat.addressId(),
                                        Purpose.NOTICE,
                                        Draft.words(voice(chat).say(key, values.apply(voice(chat)))),
                                        ledger.now())
                                .at(day()),
                        chat.channel()));
    }

    /** Now by day, at night the end of it. */
    private Instant day() {
        Instant end = ledger.house().quietHours().endAfter(ledger.now());
        return end == null ? ledger.now() : end;
    }

    /** Alerts officials by every channel they have, at any hour. */
    void alert(Ticket ticket, int seq, Utterance said, Set<Official> alerted) {
        for (Official official : alerted) {
            for (Official.Chat chat : official.chats()) {
                Texts.Voice voice = voice(chat);
                Map<String, String> values =
                        Map.of("code", ticket.code(), "label", labels.person(ticket, voice), "text", said.body());
                Draft draft = cut(Draft.words(voice.say("cadre.alert", values)), said.body(), ticket, voice);
                Letter letter = Letter.to(chat.addressId(), Purpose.ALERT, whole(draft, said, voice), ledger.now())
                        .about(ticket, seq)
                        .first(Priority.URGENT);
                ledger.send(letter, chat.channel());
            }
        }
    }

    /** With the photo or voice note, or a word in its place where the channel has none. */
    static Draft whole(Draft draft, Utterance said, Texts.Voice voice) {
        return said.attached()
                .map(a -> draft.media(a.id(), a.kind(), voice.say("media.not-carried")))
                .orElse(draft);
    }

    /** Sends what waits for the end of the night now. */
    void hasten(Ticket ticket) {
        chats(ticket).forEach(chat -> ledger.hasten(chat.addressId(), ticket));
    }

    private void post(Official.Chat chat, Purpose purpose, Draft draft, Ticket ticket, @Nullable Integer seq) {
        Letter letter = Letter.to(chat.addressId(), purpose, draft, ledger.now())
                .about(ticket, seq)
                .at(earliest(ticket));
        ledger.send(letter, chat.channel());
    }

    private Draft cut(Draft draft, String words, Ticket ticket, Texts.Voice voice) {
        return draft.cut(
                words,
                beginning -> voice.say(
                        "cadre.more",
                        Map.of("code", ticket.code(), "label", labels.person(ticket, voice), "text", beginning)));
    }

    private Draft card(Draft draft, Ticket ticket, Texts.Voice voice) {
        Map<String, String> values = Map.of(
                "code", ticket.code(), "label", labels.person(ticket, voice), "due", labels.due(ticket.due(), voice));
        return draft.card(
                ticket.code(),
                voice.say("cadre.forward.title", values),
                List.of(
                        new Option("reply", voice.say("button.reply")),
                        new Option("resolve", voice.say("button.resolve")),
                        new Option("escalate", voice.say("button.escalate"))));
    }

    /** The chat where the holder is written to: the first in the county's order that reaches him. */
    private List<Official.Chat> chats(Ticket ticket) {
        Long holder = ticket.holderCadreId();
        return holder == null
                ? List.of()
                : ledger.directory().official(holder).stream()
                        .flatMap(official -> chats(official).stream())
                        .toList();
    }

    private static List<Official.Chat> chats(Official official) {
        return official.chats().stream()
                .filter(Official.Chat::reachable)
                .limit(1)
                .toList();
    }

    private Texts.Voice voice(Official.Chat chat) {
        boolean sms = ledger.house().limits(chat.channel()).kind() == Limits.Kind.SMS;
        return ledger.house().texts().voice(chat.language(), sms);
    }

    /** The line of a ticket's household, from its cadre up, or the desk alone when nobody knows whose it is. */
    List<Holder> line(Ticket ticket) {
        Long household = ticket.subject().householdId();
        Long address = ticket.subject().addressId();
        Long grid = ticket.subject().gridId();
        Optional<KnownHousehold> bound = ledger.bound(address == null ? -1 : address).stream()
                .map(KnownPerson::household)
                .filter(known -> Objects.equals(known.id(), household))
                .findFirst();
        if (bound.isPresent()) {
            return ledger.directory().line(bound.get());
        }
        return household == null || grid == null
                ? above(ticket)
                : ledger.know(new Query.LinkOf(household))
                        .map(link -> ledger.directory().line(link.dutyId(), link.cadreId(), grid))
                        .orElseGet(() -> above(ticket));
    }

    /** Who has it one level up: the desk, where a department has it; of what is kept from the line, and at the top, nobody. */
    Optional<Holder> higher(Ticket ticket) {
        if (ledger.directory().departmentOf(ticket.holderId()).isPresent()) {
            return Optional.of(Routing.first(ledger.directory().desk(), new Concerned(ledger).by(ticket)));
        }
        return ticket.confidential() || ticket.hold() != null || ticket.level() >= Holder.DESK
                ? Optional.empty()
                : Routing.climb(above(ticket), ticket.holderCadreId(), ticket.holderId(), ticket.level());
    }

    /** The line above the household's cadre, which needs nothing to be read. */
    List<Holder> above(Ticket ticket) {
        Long grid = ticket.subject().gridId();
        return grid == null ? ledger.directory().desk() : ledger.directory().above(grid);
    }
}
