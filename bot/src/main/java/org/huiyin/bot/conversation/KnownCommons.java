package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.db.common.CommonMembers;
import org.huiyin.db.common.MemberRow;
import org.huiyin.db.common.ProblemRow;

/** The common problems that a batch knows, and what becomes of them and of the tickets in them. */
public final class KnownCommons {
    private final Map<Long, CommonProblem> problems = new TreeMap<>();
    private final Map<Long, Map<Long, CommonMembers.Change>> changed = new TreeMap<>();
    private final List<MemberRow> added = new ArrayList<>();
    final Set<Long> accepted = new TreeSet<>();
    final Set<Long> refused = new TreeSet<>();
    final Set<Long> left = new TreeSet<>();

    KnownCommons() {}

    CommonProblem read(ProblemRow row) {
        return problems.computeIfAbsent(row.id(), id -> CommonProblem.read(row));
    }

    void open(CommonProblem problem) {
        problems.put(problem.id(), problem);
    }

    Optional<CommonProblem> byId(long id) {
        return Optional.ofNullable(problems.get(id));
    }

    void add(MemberRow member) {
        added.add(member);
    }

    /** Where {@code read} is, as this batch has it. */
    MemberRow now(MemberRow read) {
        CommonMembers.Change change =
                changed.getOrDefault(read.ticketId(), Map.of()).get(read.problemId());
        return change == null ? read : change.now();
    }

    void change(MemberRow read, MemberRow now) {
        changed.computeIfAbsent(read.ticketId(), id -> new TreeMap<>())
                .merge(
                        read.problemId(),
                        new CommonMembers.Change(read, now),
                        (before, after) -> new CommonMembers.Change(before.read(), now));
    }

    List<MemberRow> addedTo(long ticketId) {
        return added.stream().filter(member -> member.ticketId() == ticketId).toList();
    }

    // -------------------------------------------------------------------------------------------------------------
    // for the writer

    public boolean isEmpty() {
        return problems.isEmpty() && changed.isEmpty() && left.isEmpty();
    }

    public List<CommonProblem> changedProblems() {
        return problems.values().stream()
                .filter(problem -> problem.fresh() || problem.changed())
                .toList();
    }

    public List<CommonMembers.Change> changedMembers() {
        return changed.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(change -> !change.read().equals(change.now()))
                .toList();
    }

    public List<MemberRow> addedMembers() {
        return List.copyOf(added);
    }

    /** Problems of which all that was proposed belongs to them. */
    public Set<Long> accepted() {
        return accepted;
    }

    /** Suggestions that a person says are none. */
    public Set<Long> refused() {
        return refused;
    }

    /** Problems that a ticket has left by itself. */
    public Set<Long> left() {
        return left;
    }
}
