package org.huiyin.bot.conversation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.adapters.channel.Outbound.Option;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.conversation.Letter.Priority;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.routing.Department;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;

/** What villagers and officials are told about a common problem. To many it goes behind what is said to one. */
final class CommonNews {
    private final Ledger ledger;
    private final Commons commons;
    private final Telling telling;
    private final Labels labels;

    CommonNews(Ledger ledger, Commons commons) {
        this.ledger = ledger;
        this.commons = commons;
        this.telling = new Telling(ledger);
        this.labels = new Labels(ledger);
    }

    private Map<String, String> values(CommonProblem problem, String code, String text, Texts.Voice voice) {
        LocalDate day = problem.promisedOn();
        return Map.of(
                "code", code,
                "problem", problem.code(),
                "title", problem.title(),
                "count", Integer.toString(problem.households()),
                "villages", Integer.toString(problem.villages()),
                "owner", commons.owner(problem, voice),
                "until", day == null ? "" : labels.date(day, voice),
                "text", text);
    }

    // -------------------------------------------------------------------------------------------------------------
    // villagers

    /** Tells the villager of a ticket; {@code text} is cut where his channel would need too many parts for it. */
    void villager(Ticket ticket, CommonProblem problem, String key, String text, int seq) {
        telling.villager(ticket.subject()).ifPresent(to -> {
            Texts.Voice theirs = ledger.voice(to);
            Draft draft = Telling.progress(ticket, theirs.say(key, values(problem, ticket.code(), text, theirs)));
            Draft whole = text.isEmpty()
                    ? draft
                    : draft.cut(
                            text,
                            beginning -> theirs.say(
                                    "from.cadre.more",
                                    Map.of(
                                            "code", ticket.code(),
                                            "who", commons.owner(problem, theirs),
                                            "text", beginning)));
            post(ticket, to, text.isEmpty() ? Purpose.NOTICE : Purpose.ANSWER, whole, seq);
        });
    }

    /** Asks whether it is solved, as after any ticket. */
    void askSolved(Ticket ticket, CommonProblem problem, String how, int seq) {
        telling.villager(ticket.subject()).ifPresent(to -> {
            Texts.Voice theirs = ledger.voice(to);
            String owner = commons.owner(problem, theirs);
            Draft draft = Draft.words(
                            theirs.say("ask.solved", Map.of("code", ticket.code(), "who", owner, "text", how)))
                    .card(
                            ticket.code(),
                            theirs.say("ask.solved.title", Map.of("code", ticket.code())),
                            List.of(
                                    new Option("1", theirs.say("button.yes")),
                                    new Option("2", theirs.say("button.no")),
                                    new Option("3", theirs.say("button.partly"))))
                    .notice("resolved", Map.of("code", ticket.code(), "text", how));
            Instant when = post(ticket, to, Purpose.RESOLVED, draft, seq);
            ledger.endAbout(to.id(), Topic.SOLVED, ticket);
            ledger.askLater(
                    to.id(),
                    Topic.SOLVED,
                    ticket,
                    when,
                    ledger.house()
                            .deadlines()
                            .confirmation(ticket.kind(), when, ticket.pressing())
                            .at());
        });
    }

    private Instant post(Ticket ticket, AddressRow to, Purpose purpose, Draft draft, int seq) {
        Instant when = telling.quiet(ticket, ledger.now(), "");
        ledger.send(
                Letter.to(to.id(), purpose, draft, ledger.now())
                        .about(ticket, seq)
                        .at(when)
                        .first(Priority.BULK),
                to.channel());
        return when;
    }

    /** How a merged ticket stands, in a line; empty where it is in none. */
    Optional<String> status(Ticket ticket, Texts.Voice voice) {
        return commons.holding(ticket)
                .map(problem -> voice.say(
                        problem.promised() ? "status.line.promised" : "status.line.merged",
                        values(problem, ticket.code(), "", voice)));
    }

    // -------------------------------------------------------------------------------------------------------------
    // officials

    void official(Official official, String key, CommonProblem problem) {
        new Forwarding(ledger).plain(official, key, voice -> values(problem, "", "", voice));
    }

    /** The promise is missed, or the time to make one: it counts in public, and whoever has it and the county desk hear of it. */
    void missed(CommonProblem problem) {
        String key = problem.promised() ? "cadre.common.missed" : "cadre.common.unanswered";
        problem.miss(ledger.house().deadlines().unpromised(problem.urgent(), ledger.now()), ledger.now());
        Set<Official> told = new HashSet<>(commons.officials(ledger.directory().desk()));
        commons.department(problem).map(Department::seats).ifPresent(seats -> told.addAll(commons.officials(seats)));
        told.stream()
                .sorted(Comparator.comparingLong(Official::cadreId))
                .forEach(official -> official(official, key, problem));
    }
}
