package org.huiyin.bot.conversation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.common.CommonProblem.Step;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.common.MemberRow;
import org.huiyin.db.common.StepRow;
import org.jspecify.annotations.Nullable;

/** Carries what was decided about a common problem out on its tickets, those of one villager together, so that he hears of it once. */
final class CommonCarrying {
    private final Ledger ledger;
    private final Commons commons;
    private final CommonNews news;

    CommonCarrying(Ledger ledger) {
        this.ledger = ledger;
        this.commons = new Commons(ledger);
        this.news = new CommonNews(ledger, commons);
    }

    /** A promise is missed, once whatever number of nodes notice it. */
    void run(Said.Missed said) {
        commons.problem(said.problemId())
                .filter(problem -> problem.overdue(ledger.now()))
                .ifPresent(news::missed);
    }

    void run(Said.Carry said) {
        commons.problem(said.problemId()).ifPresent(problem -> {
            List<StepRow> steps = Stream.concat(
                            ledger.know(new Query.Steps(problem.id())).stream(), problem.newSteps().stream())
                    .toList();
            Set<Step> told = EnumSet.noneOf(Step.class);
            for (Ticket ticket : ledger.tickets(said.ticketIds())) {
                Optional<MemberRow> member = commons.member(problem.id(), ticket)
                        .filter(one -> one.state().equals("IN") && one.step() < problem.step());
                member.ifPresent(one -> carry(problem, steps, ticket, one.step(), told));
            }
        });
    }

    private void carry(CommonProblem problem, List<StepRow> steps, Ticket ticket, int heard, Set<Step> told) {
        if (heard == 0 ? !Commons.mayJoin(ticket) : ticket.state() != Ticket.State.MERGED) {
            boolean resolved = ticket.state() == Ticket.State.RESOLVED;
            commons.heard(ticket, problem, resolved ? "DONE" : "OUT", problem.step());
            return;
        }
        if (heard == 0) {
            merge(problem, ticket, steps);
        }
        List<StepRow> fresh = steps.stream()
                .filter(step -> step.step() > heard && (heard > 0 || isLast(step, steps)))
                .toList();
        String state = "IN";
        Told last = new Told(heard == 0 ? Step.MERGED : null, "", ticket.readSeq());
        for (StepRow step : fresh) {
            Told next = hear(problem, ticket, step, steps);
            last = next.what() == null ? last : next;
            state = next.what() == Step.SOLVED ? "DONE" : next.what() == Step.DISMISSED ? "OUT" : state;
        }
        commons.heard(ticket, problem, state, problem.step());
        tell(problem, ticket, last, told);
    }

    /** To whoever comes late what was said before is over, but for the last of it. */
    private static boolean isLast(StepRow step, List<StepRow> steps) {
        return steps.stream()
                .noneMatch(later -> later.step() > step.step() && !later.kind().equals(Step.ASSIGNED.name()));
    }

    /** That there is still no day is said once, as nothing has changed since. */
    private static boolean isFirst(StepRow step, List<StepRow> steps) {
        return steps.stream()
                .noneMatch(earlier ->
                        earlier.step() < step.step() && earlier.kind().equals(step.kind()));
    }

    /** What a villager is to hear, null for nothing. */
    private record Told(@Nullable Step what, String text, int seq) {}

    private void merge(CommonProblem problem, Ticket ticket, List<StepRow> steps) {
        Holder holder = commons.holder(problem);
        if (holder.dutyId() != ticket.holderId()) {
            new Forwarding(ledger).inform(ticket, "cadre.common.taken-over");
        }
        Long by = steps.isEmpty() ? null : steps.get(0).cadreId();
        ledger.record(ticket, "MERGED", by == null ? "SYSTEM" : "CADRE", by, problem.code(), null);
        ticket.give(holder, ledger.house().deadlines(), ledger.now());
    }

    private Told hear(CommonProblem problem, Ticket ticket, StepRow step, List<StepRow> steps) {
        String text = step.body() == null ? "" : String.valueOf(step.body());
        return switch (Step.valueOf(step.kind())) {
            case MERGED -> new Told(null, "", 0);
            case ASSIGNED -> assigned(problem, ticket, step);
            case PROMISED ->
                new Told(Step.PROMISED, text, record(problem, ticket, step, "PROMISED", " " + step.promisedOn()));
            case ANSWER_MISSED -> {
                int seq = record(problem, ticket, step, "ANSWER_MISSED", "");
                yield new Told(isFirst(step, steps) ? Step.ANSWER_MISSED : null, "", seq);
            }
            case PROMISE_MISSED ->
                new Told(Step.PROMISE_MISSED, "", record(problem, ticket, step, "PROMISE_MISSED", ""));
            case SOLVED -> solved(problem, ticket, step, text);
            case DISMISSED -> {
                apart(problem, ticket, step.cadreId());
                yield new Told(Step.DISMISSED, "", 0);
            }
        };
    }

    private int record(CommonProblem problem, Ticket ticket, StepRow step, String what, String detail) {
        Long by = step.cadreId();
        int seq =
                ledger.record(ticket, what, by == null ? "SYSTEM" : "CADRE", by, problem.code() + detail, step.body());
        if (what.equals("PROMISED")) {
            ticket.answered(ledger.now());
        }
        return seq;
    }

    private Told assigned(CommonProblem problem, Ticket ticket, StepRow step) {
        Holder holder = commons.holder(problem);
        if (holder.dutyId() != ticket.holderId()) {
            record(problem, ticket, step, "ASSIGNED", " UNIT " + problem.unitId());
            ticket.give(holder, ledger.house().deadlines(), ledger.now());
        }
        return new Told(null, "", 0);
    }

    private Told solved(CommonProblem problem, Ticket ticket, StepRow step, String how) {
        int seq = record(problem, ticket, step, "RESOLVED", "");
        ticket.resolved(ledger.now());
        return new Told(Step.SOLVED, how, seq);
    }

    private void tell(CommonProblem problem, Ticket ticket, Told last, Set<Step> told) {
        Step what = last.what();
        if (what == Step.SOLVED) {
            // A villager is asked about each of his tickets, as he may say no to one of them.
            news.askSolved(ticket, problem, last.text(), last.seq());
        } else if (what != null && what != Step.DISMISSED && told.add(what)) {
            news.villager(ticket, problem, "told.common." + what, last.text(), last.seq());
        }
    }

    // -------------------------------------------------------------------------------------------------------------
    // coming apart

    /** A person takes it out; where it was merged already it goes back to its own line. */
    void takeOut(CommonProblem problem, Ticket ticket, long by) {
        commons.out(ticket, problem);
        if (ticket.state() == Ticket.State.MERGED) {
            apart(problem, ticket, by);
        }
    }

    private void apart(CommonProblem problem, Ticket ticket, @Nullable Long by) {
        Forwarding forwarding = new Forwarding(ledger);
        ledger.record(ticket, "UNMERGED", by == null ? "SYSTEM" : "CADRE", by, problem.code(), null);
        ticket.pass(
                Routing.first(forwarding.line(ticket), Set.of()), ledger.house().deadlines(), ledger.now());
        forwarding.story(ticket, "cadre.forward", Map.of());
        new Telling(ledger).tell(ticket, "told.common.apart", Map.of("problem", problem.code()));
    }
}
