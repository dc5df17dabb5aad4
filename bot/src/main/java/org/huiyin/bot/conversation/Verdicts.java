package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.QuestionRow;

/** A bare 1, 2 or 3 where several matters wait for the villager's word: it is about the one he was asked about just now, or else he is asked which he means. */
final class Verdicts {
    private static final Set<String> TOPICS = Set.of(Topic.SOLVED.name(), Topic.CONTEST.name());
    /** What was asked within that time has just been read. */
    private static final Duration JUST_NOW = Duration.ofDays(1);

    private final Speaker speaker;
    private final Ledger ledger;

    Verdicts(Speaker speaker) {
        this.speaker = speaker;
        this.ledger = speaker.ledger;
    }

    /** Whether it cannot be told which matter the text is about, so that he has been asked. */
    boolean asked(QuestionRow latest, String text) {
        List<QuestionRow> others = ledger.questions(speaker.sender.id()).stream()
                .filter(q -> TOPICS.contains(q.kind()) && !Objects.equals(q.ticketId(), latest.ticketId()))
                .toList();
        if (!TOPICS.contains(latest.kind()) || others.isEmpty() || !isVerdict(text)) {
            return false;
        }
        Instant lately = ledger.now().minus(JUST_NOW);
        boolean clear = latest.askedAt().isAfter(lately)
                && others.stream().noneMatch(q -> q.askedAt().isAfter(lately));
        if (!clear) {
            askWhich(text);
        }
        return !clear;
    }

    private boolean isVerdict(String text) {
        Words words = ledger.house().words();
        return List.of("yes", "no", "partly", "solved.yes", "solved.no").stream()
                .anyMatch(list -> words.exactly(list, text));
    }

    private void askWhich(String text) {
        List<String> codes = ledger.questions(speaker.sender.id()).stream()
                .filter(q -> TOPICS.contains(q.kind()))
                .map(q -> ledger.ticket(Objects.requireNonNull(q.ticketId())).orElseThrow())
                .map(Ticket::code)
                .distinct()
                .map(code -> speaker.voice.say("verdict.line", Map.of("code", code, "answer", text.strip())))
                .toList();
        ledger.reply(
                speaker.said,
                List.of(speaker.voice.say(
                        "verdict.which", Map.of("choices", String.join(speaker.voice.say("verdict.between"), codes)))),
                null);
    }
}
