package org.huiyin.bot.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huiyin.bot.http.Trail.Person;
import org.huiyin.bot.http.Trail.State;
import org.huiyin.bot.http.Trail.Station;
import org.huiyin.bot.http.Trail.Step;
import org.huiyin.db.ticket.Trails.Carried;
import org.huiyin.db.ticket.Trails.Event;
import org.huiyin.db.ticket.Trails.Official;
import org.huiyin.db.ticket.Trails.Said;
import org.jspecify.annotations.Nullable;

/** Tells the way of one message from the rows it left behind: pure, so that every turn can be tried without a service. */
final class TrailSteps {
    private static final Set<String> TO_OFFICIALS = Set.of("FORWARD", "ALERT");
    private static final Set<String> ANSWERS = Set.of("ANSWERED", "RESOLVED");

    /** Beyond this many officials a message has been alerted to everybody, and the line would no longer be read. */
    private static final int MOST_OFFICIALS = 4;

    private final Said said;
    private final List<Event> later;
    private final List<Carried> carried;

    private TrailSteps(Said said, List<Event> events, List<Carried> carried) {
        this.said = said;
        this.later = events.stream().filter(e -> e.seq() > said.seq()).toList();
        this.carried = carried;
    }

    /**
     * The steps of {@code said}.
     *
     * @param events of its ticket, oldest first
     * @param carried parts of its ticket, oldest first
     */
    static List<Step> of(Said said, List<Event> events, List<Carried> carried) {
        TrailSteps way = new TrailSteps(said, events, carried);
        List<Step> steps = new ArrayList<>();
        steps.add(Step.done(Station.ACCEPTED, said.at()));
        way.held().ifPresent(steps::add);
        steps.addAll(way.forwarded());
        steps.addAll(way.answered());
        return steps;
    }

    private Optional<Event> last(String... kinds) {
        Set<String> wanted = Set.of(kinds);
        return later.stream().filter(e -> wanted.contains(e.kind())).reduce((a, b) -> b);
    }

    /** Kept from the cadre until it is known whether it is about him, or whose it is. */
    private Optional<Step> held() {
        String hold = said.hold();
        if (hold != null) {
            return Optional.of(Step.waiting(Station.HELD).as(hold));
        }
        return last("COMPLAINT", "ROUTED", "BOUND")
                .map(e -> Step.done(Station.HELD, e.at()).as(e.kind()));
    }

    private List<Step> forwarded() {
        Map<Person, List<Carried>> byOfficial = new LinkedHashMap<>();
        carried.stream().filter(this::carriesThis).forEach(part -> {
            Person to = Person.at(part);
            if (to != null) {
                byOfficial.computeIfAbsent(to, p -> new ArrayList<>()).add(part);
            }
        });
        if (byOfficial.isEmpty()) {
            return "ASKED".equals(said.hold()) ? List.of() : List.of(toHolder());
        }
        return byOfficial.entrySet().stream()
                .limit(MOST_OFFICIALS)
                .flatMap(entry -> reached(entry.getKey(), entry.getValue()))
                .toList();
    }

    private boolean carriesThis(Carried part) {
        Integer entry = part.entrySeq();
        return TO_OFFICIALS.contains(part.purpose()) && entry != null && entry >= said.seq();
    }

    /** Somebody has it who is not written to here: the desk's own seat, or an official without a chat. */
    private Step toHolder() {
        Official holder = said.holder();
        return Step.done(Station.ROUTED, said.at())
                .by(holder == null ? null : Person.of(holder))
                .as("NO_CHAT");
    }

    private static Stream<Step> reached(Person to, List<Carried> parts) {
        Carried first = parts.get(0);
        List<Carried> sameWords = parts.stream()
                .filter(p -> Objects.equals(p.entrySeq(), first.entrySeq()) && p.at().equals(first.at()))
                .toList();
        Step routed = Step.done(Station.ROUTED, first.at()).by(to);
        return Stream.of(
                first.purpose().equals("ALERT") ? routed.as("ALERT") : routed,
                delivery(Station.DELIVERED, sameWords).by(to));
    }

    private List<Step> answered() {
        Optional<Event> answer = answer();
        if (answer.isEmpty()) {
            return List.of(answerDue());
        }
        Event event = answer.get();
        List<Carried> parts = partsOf(event);
        Step given = Step.done(Station.ANSWERED, event.at()).as(event.kind());
        if (isUndone(parts)) {
            return List.of(new Step(Station.ANSWERED, State.UNDONE, given.at(), null, null, event.kind()), answerDue());
        }
        List<Step> steps = new ArrayList<>(List.of(given));
        if (!parts.isEmpty()) {
            steps.add(delivery(Station.ECHOED, parts));
        }
        steps.addAll(end(event));
        return steps;
    }

    private Step answerDue() {
        return Step.waiting(Station.ANSWERED).until(said.dueAt());
    }

    /** The latest answer that was not taken back, else the latest. */
    private Optional<Event> answer() {
        List<Event> answers =
                later.stream().filter(e -> ANSWERS.contains(e.kind())).toList();
        Optional<Event> standing =
                answers.stream().filter(e -> !isUndone(partsOf(e))).reduce((a, b) -> b);
        return standing.isPresent() ? standing : answers.stream().reduce((a, b) -> b);
    }

    private List<Carried> partsOf(Event answer) {
        return carried.stream()
                .filter(p -> p.to() == null && Objects.equals(p.entrySeq(), answer.seq()))
                .toList();
    }

    private static boolean isUndone(Collection<Carried> parts) {
        return parts.stream().anyMatch(p -> p.state().equals("UNDONE"));
    }

    /** What the villager said to it, and how it ended. */
    private List<Step> end(Event answer) {
        List<Step> steps = new ArrayList<>();
        Optional<Event> feedback = last("FEEDBACK").filter(e -> e.seq() > answer.seq());
        Optional<Event> closed = last("CLOSED").filter(e -> e.seq() > answer.seq());
        feedback.ifPresent(e -> steps.add(Step.done(Station.FEEDBACK, e.at()).as(e.detail())));
        closed.ifPresent(e -> steps.add(Step.done(Station.CLOSED, e.at()).as(e.detail())));
        if (closed.isEmpty() && feedback.isPresent()) {
            steps.add(answerDue());
        } else if (closed.isEmpty() && said.state().equals("RESOLVED")) {
            steps.add(Step.waiting(Station.FEEDBACK));
        }
        return steps;
    }

    /** How parts that belong together fared: as well as the one that fared worst. */
    private static Step delivery(Station station, List<Carried> parts) {
        Carried worst =
                parts.stream().reduce((a, b) -> rank(b) > rank(a) ? b : a).orElseThrow();
        Instant settled = worst.settledAt();
        String at = settled == null ? null : settled.toString();
        String failure = worst.failure();
        return switch (worst.state()) {
            case "QUEUED" -> waiting(station, worst.waitsUntil(), failure);
            case "FAILED" -> new Step(station, State.FAILED, at, null, null, failure);
            case "UNKNOWN" -> new Step(station, State.UNKNOWN, at, null, null, failure);
            case "UNDONE" -> new Step(station, State.UNDONE, at, null, null, null);
            default -> new Step(station, State.DONE, at, null, null, worst.state());
        };
    }

    private static Step waiting(Station station, @Nullable Instant until, @Nullable String failure) {
        Step step = new Step(station, State.WAITING, null, null, null, failure);
        return until == null ? step : step.until(until);
    }

    private static int rank(Carried part) {
        return switch (part.state()) {
            case "READ" -> 0;
            case "DELIVERED" -> 1;
            case "SENT" -> 2;
            case "UNKNOWN" -> 3;
            case "QUEUED" -> 4;
            default -> 5;
        };
    }
}
