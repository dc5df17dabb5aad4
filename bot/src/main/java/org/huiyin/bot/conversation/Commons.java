package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.common.Grouping;
import org.huiyin.bot.routing.Department;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.common.MemberRow;

/** Common problems and the tickets in them, as a decision sees them. */
final class Commons {
    private static final String OUT = "OUT";

    private final Ledger ledger;
    private final KnownCommons known;

    Commons(Ledger ledger) {
        this.ledger = ledger;
        this.known = ledger.writes().commons;
    }

    Optional<CommonProblem> problem(long id) {
        return known.byId(id).or(() -> ledger.know(new Query.Problem(id)).map(known::read));
    }

    /** Those not at an end, the urgent ones first, then those of most households. */
    List<CommonProblem> live() {
        return ledger.know(new Query.Problems(Grouping.FEWEST_HOUSEHOLDS)).stream()
                .map(row -> known.byId(row.id()).orElseGet(() -> CommonProblem.read(row)))
                .filter(problem -> problem.runs() || problem.state() == CommonProblem.State.SUGGESTED)
                .toList();
    }

    /** A new one, made by hand. */
    CommonProblem open(String key, String title, List<Ticket> tickets) {
        long id = ledger.know(new Query.NewProblem(key));
        CommonProblem problem = CommonProblem.opened(id, title, households(tickets), villages(tickets), ledger.now());
        known.open(problem);
        tickets.forEach(ticket -> join(problem, ticket));
        return problem;
    }

    private static int households(List<Ticket> tickets) {
        return (int) tickets.stream()
                .map(ticket -> ticket.subject().householdId())
                .distinct()
                .count();
    }

    private static int villages(List<Ticket> tickets) {
        return (int) tickets.stream()
                .map(ticket -> ticket.subject().gridId())
                .distinct()
                .count();
    }

    // -------------------------------------------------------------------------------------------------------------
    // tickets

    /** Whether it may be in one: never what is kept from somebody, belongs to nobody known, or is over. */
    static boolean mayJoin(Ticket ticket) {
        boolean open = ticket.state() == Ticket.State.OPEN || ticket.state() == Ticket.State.ANSWERED;
        return open
                && !ticket.confidential()
                && !ticket.anonymous()
                && ticket.hold() == null
                && ticket.subject().householdId() != null;
    }

    /** Where a ticket is or was, as this batch has it. */
    List<MemberRow> membershipsOf(Ticket ticket) {
        List<MemberRow> read = ledger.know(new Query.MemberOf(ticket.id()));
        return Stream.concat(read.stream().map(known::now), known.addedTo(ticket.id()).stream())
                .toList();
    }

    /** The tickets that belong to it or are proposed for it, in their order. */
    List<Long> ticketsOf(CommonProblem problem) {
        return ledger.know(new Query.Members(problem.id())).stream()
                .map(known::now)
                .filter(member -> !member.state().equals(OUT))
                .map(MemberRow::ticketId)
                .toList();
    }

    Optional<MemberRow> member(long problemId, Ticket ticket) {
        return membershipsOf(ticket).stream()
                .filter(member -> member.problemId() == problemId)
                .findFirst();
    }

    /** The problem that a person has put it into and that is not at an end. */
    Optional<CommonProblem> holding(Ticket ticket) {
        return membershipsOf(ticket).stream()
                .filter(member -> member.state().equals("IN"))
                .flatMap(member -> problem(member.problemId()).stream())
                .filter(CommonProblem::runs)
                .findFirst();
    }

    /** Puts a ticket in; out of what was only suggested for it. */
    void join(CommonProblem problem, Ticket ticket) {
        List<MemberRow> before = ledger.know(new Query.MemberOf(ticket.id()));
        before.stream()
                .filter(member ->
                        member.problemId() != problem.id() && known.now(member).bound())
                .forEach(member -> {
                    known.change(member, known.now(member).now(OUT, member.step()));
                    known.left.add(member.problemId());
                });
        before.stream()
                .filter(member -> member.problemId() == problem.id())
                .findFirst()
                .ifPresentOrElse(
                        member -> known.change(member, member.now("IN", 0)),
                        () -> known.add(new MemberRow(problem.id(), ticket.id(), "IN", 0)));
    }

    /** The ticket has heard of the problem's steps up to {@code step}. */
    void heard(Ticket ticket, CommonProblem problem, String state, int step) {
        ledger.know(new Query.MemberOf(ticket.id())).stream()
                .filter(member -> member.problemId() == problem.id())
                .forEach(member -> known.change(member, member.now(state, step)));
    }

    void out(Ticket ticket, CommonProblem problem) {
        heard(ticket, problem, OUT, problem.step());
    }

    /** Its villager says that it is not solved: it goes its own way from now on. */
    void leave(Ticket ticket) {
        for (MemberRow member : ledger.know(new Query.MemberOf(ticket.id()))) {
            if (!known.now(member).state().equals(OUT)) {
                known.change(member, member.now(OUT, member.step()));
                known.left.add(member.problemId());
            }
        }
    }

    void accept(CommonProblem problem) {
        known.accepted.add(problem.id());
    }

    void refuse(CommonProblem problem) {
        known.refused.add(problem.id());
    }

    // ----------------------------------------------------------------------------------------------------------------
    // who has it

    Optional<Department> department(CommonProblem problem) {
        Long unit = problem.unitId();
        return unit == null
                ? Optional.empty()
                : ledger.directory().departments().stream()
                        .filter(department -> department.unitId() == unit)
                        .findFirst();
    }

    /** The department's seat once it is assigned, and else the county desk's. */
    Holder holder(CommonProblem problem) {
        return department(problem)
                .flatMap(department -> Routing.available(department.seats(), Set.of()))
                .orElseGet(() -> Routing.first(ledger.directory().desk(), Set.of()));
    }

    String owner(CommonProblem problem, Texts.Voice voice) {
        return department(problem).map(Department::name).orElseGet(() -> voice.say("holder.desk"));
    }

    Set<Official> officials(List<Holder> seats) {
        return seats.stream().flatMap(seat -> seat.official().stream()).collect(Collectors.toSet());
    }

    /** Whether he sits in the department that has it. */
    boolean answers(CommonProblem problem, long cadreId) {
        List<Holder> seats = new ArrayList<>();
        department(problem).ifPresent(department -> seats.addAll(department.seats()));
        return officials(seats).stream().anyMatch(official -> official.cadreId() == cadreId);
    }
}
