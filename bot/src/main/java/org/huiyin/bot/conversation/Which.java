package org.huiyin.bot.conversation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.texts.Folding;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.QuestionRow;
import org.jspecify.annotations.Nullable;

/** "Which of your tickets are these words for?" The words are kept; nothing is sent before that is said. */
final class Which {
    /** Lines written in one go belong together; an older one was given up. */
    private static final Duration ONE_GO = Duration.ofMinutes(10);

    private final Desk desk;
    private final Ledger ledger;

    Which(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    void ask(Utterance heard, List<Ticket> open) {
        Optional<QuestionRow> earlier = ledger.question(desk.sender.id(), Topic.WHICH);
        boolean oneGo = earlier.filter(q -> q.askedAt().plus(ONE_GO).isAfter(ledger.now()))
                .isPresent();
        Kept before = oneGo ? Kept.parse(earlier.get().payload()) : null;
        List<Ticket> latest = open.stream()
                .sorted(Comparator.comparing(Ticket::spokenAt)
                        .thenComparing(Ticket::id)
                        .reversed())
                .toList();
        Kept kept = Kept.words("ANSWER", heard, latest.stream().map(Ticket::id).toList(), before);
        keep(kept);
        desk.say(
                before == null ? (earlier.isPresent() ? "cadre.which.instead" : "cadre.which") : "cadre.which.several",
                Map.of(
                        "count", Integer.toString(open.size()),
                        "lines", Integer.toString(kept.utterances().size()),
                        "text", earlierWords(earlier.orElse(null)),
                        "choices", Choices.list(latest, 0, this::candidate, desk.voice)));
    }

    /** The beginning of what was asked about before, so that its author sees that it was not sent. */
    private static String earlierWords(@Nullable QuestionRow earlier) {
        String words =
                earlier == null ? "" : Kept.parse(earlier.payload()).utterance().body();
        int most = words.offsetByCodePoints(0, Math.min(10, words.codePointCount(0, words.length())));
        return most < words.length() ? words.substring(0, most) + "…" : words;
    }

    private void keep(Kept kept) {
        ledger.ask(desk.sender.id(), Topic.WHICH, null, kept.json(), VillagerTalk.QUESTION_LIFE, false);
    }

    private String candidate(Ticket ticket) {
        return desk.voice.say(
                "cadre.candidate",
                Map.of(
                        "label", desk.labels.person(ticket, desk.voice),
                        "who", desk.labels.name(ticket, desk.voice),
                        "code", ticket.code()));
    }

    private List<Ticket> candidates(Kept kept) {
        return ledger.tickets(kept.meant());
    }

    /** Whether the text asks for the next candidates; they are shown, after the last the first again. */
    boolean more(Kept kept, String text) {
        if (ledger.house().words().command(Set.of("more"), text).isEmpty()) {
            return false;
        }
        List<Ticket> candidates = candidates(kept);
        int from = kept.shown() < candidates.size() ? kept.shown() : 0;
        keep(kept.showing(from + Choices.MOST));
        desk.say("cadre.which.more", Map.of("choices", Choices.list(candidates, from, this::candidate, desk.voice)));
        return true;
    }

    /** The one that a letter or a name means. A letter keeps its meaning, whatever was closed since. */
    Optional<Ticket> meant(Kept kept, String text) {
        return Choices.pick(
                        candidates(kept),
                        text,
                        t -> t.confidential()
                                ? t.code()
                                : String.valueOf(t.subject().name()))
                .filter(desk::sees);
    }

    /** He has written the kept words again, with a code: they are not asked about any more. */
    void forget(Utterance again) {
        ledger.question(desk.sender.id(), Topic.WHICH)
                .filter(q -> Folding.fold(again.body())
                        .equals(Folding.fold(Kept.parse(q.payload()).utterance().body())))
                .ifPresent(ledger::end);
    }
}
