package org.huiyin.bot.conversation;

import java.util.Map;
import java.util.Optional;
import org.huiyin.bot.clock.Deadlines.Due;
import org.huiyin.bot.ticket.Ticket;

/** 研判 3天 水利站明天换泵: what a level makes of a matter that reached it - who does what by when - which the villager is told. */
final class Judgement {
    /** Nobody is told of something that is further off. */
    private static final int MOST_DAYS = 60;

    private final Desk desk;
    private final Ledger ledger;

    Judgement(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    /** Whether the level that has a ticket has said what it makes of it; the household's own cadre says so by his answer. */
    static boolean isDue(Ledger ledger, Ticket ticket) {
        return ticket.level() > 0
                && ledger.story(ticket).stream()
                        .noneMatch(row ->
                                row.kind().equals("JUDGED") && row.detail().startsWith(ticket.level() + " "));
    }

    void of(Ticket ticket, String text) {
        Optional<Orders.Days> judged = Orders.Days.in(text)
                .filter(days -> days.count() >= 1 && days.count() <= MOST_DAYS)
                .filter(days -> !days.words().isBlank());
        if (!desk.holds(ticket) || !ticket.open()) {
            desk.notHolder(ticket);
        } else if (judged.isEmpty()) {
            desk.say("cadre.judge.how", ticket, Map.of());
        } else {
            judge(ticket, judged.get());
        }
    }

    private void judge(Ticket ticket, Orders.Days judged) {
        Due until = ledger.house().deadlines().inWorkingDays(ledger.now(), judged.count());
        ledger.record(ticket, "JUDGED", "CADRE", desk.cadreId, ticket.level() + " " + until.at(), judged.words());
        Telling telling = new Telling(ledger);
        boolean told = telling.villager(ticket.subject())
                .map(to -> telling.tell(
                        ticket,
                        "told.judged",
                        Map.of(
                                "who", desk.ownName(),
                                "text", judged.words(),
                                "until", desk.labels.due(until, ledger.voice(to)))))
                .orElse(false);
        desk.say(told ? "cadre.judged" : "cadre.no-address", ticket, Map.of());
    }
}
