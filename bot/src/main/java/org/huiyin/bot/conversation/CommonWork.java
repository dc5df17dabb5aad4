package org.huiyin.bot.conversation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.routing.Department;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.common.MemberRow;

/** What a person decides about a common problem. It is a row; its tickets hear of it by the clock, a few hundred at a time. */
final class CommonWork {
    /** A title is shown in public and told to everybody. */
    private static final int LONGEST_TITLE = 30;

    private final Desk desk;
    private final Ledger ledger;
    private final Commons commons;

    CommonWork(Desk desk, Commons commons) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.commons = commons;
    }

    private void say(String key, CommonProblem problem) {
        LocalDate day = problem.promisedOn();
        desk.say(
                key,
                Map.of(
                        "problem", problem.code(),
                        "title", problem.title(),
                        "count", Integer.toString(problem.households()),
                        "owner", commons.owner(problem, desk.voice),
                        "until", day == null ? "" : desk.labels.date(day, desk.voice)));
    }

    // -------------------------------------------------------------------------------------------------------------
    // the county desk

    /** A suggestion becomes a problem; what was proposed for one that is open belongs to it. */
    void merge(CommonProblem problem, String title) {
        if (problem.state() == CommonProblem.State.SOLVED) {
            say("cadre.common.over", problem);
        } else if (problem.runs()) {
            commons.accept(problem);
            problem.recount(0);
            say("cadre.common.accepted", problem);
        } else if (!isTitle(title)) {
            say("cadre.common.title", problem);
        } else {
            merged(problem, title);
        }
    }

    private void merged(CommonProblem problem, String title) {
        Instant unpromised = ledger.house().deadlines().unpromised(problem.urgent(), ledger.now());
        problem.merge(title, unpromised, ledger.now(), desk.cadreId);
        say("cadre.common.merged", problem);
    }

    private static boolean isTitle(String title) {
        return !title.isBlank() && title.codePointCount(0, title.length()) <= LONGEST_TITLE;
    }

    /** Codes at the beginning, and what follows them. */
    private record Coded(List<Ticket> tickets, Optional<String> unknown, String rest) {}

    private Coded coded(String text, Predicate<Ticket> fits) {
        List<Ticket> tickets = new ArrayList<>();
        Optional<String> unknown = Optional.empty();
        String rest = text;
        for (Optional<Codes.Leading> code = Codes.marked(rest); code.isPresent(); code = Codes.marked(rest)) {
            Optional<Ticket> ticket = code.filter(Codes.Leading::right)
                    .flatMap(right -> ledger.byCode(right.code()))
                    .filter(fits);
            ticket.filter(one -> !tickets.contains(one)).ifPresent(tickets::add);
            unknown = ticket.isEmpty() ? code.map(Codes.Leading::code) : unknown;
            rest = code.get().rest();
        }
        return new Coded(tickets, unknown, rest.strip());
    }

    /** What is kept from somebody is not even there. */
    private boolean isKnown(Ticket ticket) {
        return Commons.mayJoin(ticket) || commons.holding(ticket).isPresent();
    }

    void byHand(String text) {
        Coded coded = coded(text, this::isKnown);
        Optional<Ticket> taken = taken(coded.tickets());
        if (coded.unknown().isPresent()) {
            desk.say("cadre.common.ticket.none", Map.of("code", coded.unknown().get()));
        } else if (taken.isPresent()) {
            isTaken(taken.get());
        } else if (coded.tickets().size() < 2 || !isTitle(coded.rest())) {
            desk.say("cadre.common.by-hand", Map.of());
        } else {
            CommonProblem problem = commons.open(desk.said.key().toString(), coded.rest(), coded.tickets());
            merged(problem, coded.rest());
        }
    }

    private Optional<Ticket> taken(List<Ticket> tickets) {
        return tickets.stream()
                .filter(ticket -> commons.holding(ticket).isPresent())
                .findFirst();
    }

    private void isTaken(Ticket ticket) {
        desk.say(
                "cadre.common.taken",
                Map.of(
                        "code",
                        ticket.code(),
                        "problem",
                        commons.holding(ticket).map(CommonProblem::code).orElse("")));
    }

    void add(CommonProblem problem, String text) {
        Coded coded = coded(text, this::isKnown);
        Optional<Ticket> taken = taken(coded.tickets());
        if (problem.state() == CommonProblem.State.SOLVED) {
            say("cadre.common.over", problem);
        } else if (coded.unknown().isPresent()) {
            desk.say("cadre.common.ticket.none", Map.of("code", coded.unknown().get()));
        } else if (taken.isPresent()) {
            isTaken(taken.get());
        } else if (coded.tickets().isEmpty()) {
            say("cadre.common.how", problem);
        } else {
            coded.tickets().forEach(ticket -> commons.join(problem, ticket));
            problem.recount(coded.tickets().size());
            say("cadre.common.changed", problem);
        }
    }

    void takeOut(CommonProblem problem, String text) {
        List<Ticket> tickets = coded(text, ticket -> isIn(problem, ticket)).tickets();
        if (tickets.isEmpty()) {
            say("cadre.common.how", problem);
            return;
        }
        CommonCarrying carrying = new CommonCarrying(ledger);
        tickets.forEach(ticket -> carrying.takeOut(problem, ticket, desk.cadreId));
        problem.recount(-tickets.size());
        say("cadre.common.changed", problem);
    }

    private boolean isIn(CommonProblem problem, Ticket ticket) {
        return commons.member(problem.id(), ticket).filter(MemberRow::bound).isPresent();
    }

    /** What a person says is none is not suggested again; what he had merged comes apart. */
    void dismiss(CommonProblem problem) {
        if (problem.state() == CommonProblem.State.SUGGESTED) {
            commons.refuse(problem);
        } else if (problem.state() != CommonProblem.State.OPEN || problem.broken()) {
            say("cadre.common.over", problem);
            return;
        }
        problem.dismiss(ledger.now(), desk.cadreId);
        say("cadre.common.dismissed", problem);
    }

    void assign(CommonProblem problem, String name) {
        Optional<Department> department = ledger.directory().department(name.replaceFirst("[\\s。，,].*$", ""));
        if (!problem.runs() || problem.promised()) {
            say(problem.promised() ? "cadre.common.promised" : "cadre.common.over", problem);
        } else if (department.isEmpty()) {
            desk.say("cadre.transfer.who", Map.of("name", name, "choices", new Dispatch(desk).departments()));
        } else {
            problem.assign(department.get().unitId(), ledger.now(), desk.cadreId);
            commons.holder(problem)
                    .official()
                    .ifPresent(official ->
                            new CommonNews(ledger, commons).official(official, "cadre.common.assigned", problem));
            say("cadre.common.gave", problem);
        }
    }

    // -------------------------------------------------------------------------------------------------------------
    // the department

    /** A day that is told to citizens is not put off: it is kept, or missed in public. */
    void answer(CommonProblem problem, String text) {
        missedBefore(problem);
        LocalDate today = ledger.now().atZone(zone()).toLocalDate();
        Optional<PromisedDay> promised = PromisedDay.in(text, today);
        LocalDate before = problem.promised() ? problem.promisedOn() : null;
        if (!problem.runs()) {
            say("cadre.common.over", problem);
        } else if (promised.isEmpty() || promised.get().words().isEmpty()) {
            say("cadre.common.answer.how", problem);
        } else if (before != null && promised.get().day().isAfter(before)) {
            say("cadre.common.later", problem);
        } else {
            LocalDate day = promised.get().day();
            Instant missed = ledger.house()
                    .deadlines()
                    .nextWorkingDay(day.plusDays(1).atStartOfDay(zone()).toInstant());
            problem.promise(day, missed, promised.get().words(), ledger.now(), desk.cadreId);
            say("cadre.common.answered", problem);
        }
    }

    void solve(CommonProblem problem, String how) {
        if (!problem.runs()) {
            say("cadre.common.over", problem);
        } else if (how.isEmpty()) {
            say("cadre.common.solve.how", problem);
        } else {
            missedBefore(problem);
            problem.solve(how, ledger.now(), desk.cadreId);
            say("cadre.common.solved", problem);
        }
    }

    /** After downtime a person may be faster than the clock: what was missed is missed all the same. */
    private void missedBefore(CommonProblem problem) {
        if (problem.overdue(ledger.now())) {
            new CommonNews(ledger, commons).missed(problem);
        }
    }

    private ZoneId zone() {
        return ledger.house().deadlines().zone();
    }
}
