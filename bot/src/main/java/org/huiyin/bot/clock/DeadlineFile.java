package org.huiyin.bot.clock;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huiyin.bot.clock.DeadlinePolicy.Cell;
import org.huiyin.bot.clock.DeadlinePolicy.Limit;
import org.huiyin.bot.clock.DeadlinePolicy.Within;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.Faults;
import org.huiyin.bot.config.Section;
import org.jspecify.annotations.Nullable;

/** Reads {@code policy/deadlines.yaml}. */
public final class DeadlineFile {
    private static final String NAME = "policy/deadlines.yaml";
    /** Read elsewhere. */
    private static final String SUBJECTS = "policy/subjects.yaml";

    private static final int MOST_DAYS = 365;
    private static final int MOST_HOURS = 720;
    private static final String LIMITS = "first-reply, resolution, confirmation, extension, return or promise";
    private static final List<Integer> ALL_LEVELS =
            IntStream.range(0, DeadlinePolicy.LEVELS.size()).boxed().toList();

    private DeadlineFile() {}

    /**
     * The shipped policy.
     *
     * @throws org.huiyin.bot.config.ConfigProblem never, unless the jar is broken
     */
    public static DeadlinePolicy shipped() {
        Faults faults = new Faults();
        DeadlinePolicy policy = read(ConfigFolder.shipped(), faults);
        faults.orThrow();
        return policy;
    }

    /** The county's own policy; what it has no row of at all, because it is newer than the file, as shipped. */
    public static DeadlinePolicy read(ConfigFolder folder, Faults faults) {
        Map<Cell, Within> rows = new HashMap<>(rows(folder.shipped("policy").get(NAME), faults));
        for (Map.Entry<String, String> own : folder.own("policy").entrySet()) {
            if (own.getKey().equals(NAME)) {
                rows.putAll(rows(own.getValue(), faults));
            } else if (!own.getKey().equals(SUBJECTS)) {
                faults.of(own.getKey())
                        .add(1, "", "is not a file that is read, there are deadlines.yaml and subjects.yaml");
            }
        }
        return new DeadlinePolicy(rows);
    }

    private static Map<Cell, Within> rows(@Nullable String text, Faults faults) {
        Section root = faults.section(NAME, Objects.requireNonNull(text));
        Map<Cell, Within> rows = new LinkedHashMap<>();
        Set<Limit> named = EnumSet.noneOf(Limit.class);
        List<Section> sections = root.sections("deadlines");
        root.end();
        sections.forEach(section -> row(section, rows, named));
        if (faults.of(NAME).count() == 0) {
            gaps(rows, named).forEach(gap -> root.problem("deadlines", gap));
        }
        return rows;
    }

    private static void row(Section section, Map<Cell, Within> rows, Set<Limit> named) {
        section.required("limit", LIMITS);
        Optional<Limit> limit = section.read("limit", LIMITS, DeadlineFile::limit);
        List<String> kinds = section.list("kinds", "INQUIRY, HELP", DeadlineFile::kind);
        List<Boolean> urgencies = section.read("urgency", "normal or urgent", DeadlineFile::urgency)
                .map(List::of)
                .orElse(List.of(false, true));
        List<Integer> levels = section.has("levels")
                ? section.list("levels", String.join(", ", DeadlinePolicy.LEVELS), DeadlineFile::level)
                : ALL_LEVELS;
        Optional<Within> within = within(section, section.section("within"));
        if (limit.filter(Limit.EXTENSION::equals).isPresent()
                && within.filter(w -> !working(w)).isPresent()) {
            section.problem("within", "of an extension is for {working-days: 5}");
        }
        section.required("basis", "what the limit rests on");
        section.end();
        if (kinds.isEmpty() && !section.isFaulty("kinds")) {
            section.problem("kinds", "names no kind, write some of " + String.join(", ", DeadlinePolicy.KINDS));
        }
        limit.ifPresent(named::add);
        if (limit.isPresent() && within.isPresent()) {
            List<Cell> twice = cells(limit.get(), kinds, urgencies, levels).stream()
                    .filter(cell -> rows.putIfAbsent(cell, within.get()) != null)
                    .toList();
            names(twice).forEach(name -> section.problem("kinds", "has a row above already: " + name));
        }
    }

    private static List<Cell> cells(Limit limit, List<String> kinds, List<Boolean> urgencies, List<Integer> levels) {
        List<Cell> cells = new ArrayList<>();
        for (String kind : kinds) {
            for (boolean urgent : urgencies) {
                levels.forEach(level -> cells.add(new Cell(limit, kind, urgent, level)));
            }
        }
        return cells;
    }

    private static Optional<Within> within(Section row, Section within) {
        int working = within.number("working-days", 0, 1, MOST_DAYS);
        int days = within.number("days", -1, 0, MOST_DAYS);
        int hours = within.number("hours", 0, 1, MOST_HOURS);
        within.end();
        if (Stream.of("working-days", "days", "hours").filter(within::has).count() != 1) {
            row.problem("within", "is for one of {working-days: 1}, {days: 0} and {hours: 2}");
        }
        if (working > 0) {
            return Optional.of(new Within.WorkingDays(working));
        } else if (days >= 0) {
            return Optional.of(new Within.Days(days));
        }
        return hours > 0 ? Optional.of(new Within.Hours(hours)) : Optional.empty();
    }

    private static boolean working(Within within) {
        return within.fold(working -> true, days -> false, hours -> false);
    }

    private static int level(String text) {
        int level = DeadlinePolicy.LEVELS.indexOf(text);
        if (level < 0) {
            throw new IllegalArgumentException();
        }
        return level;
    }

    private static Limit limit(String text) {
        return Limit.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String kind(String text) {
        if (!DeadlinePolicy.KINDS.contains(text)) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static boolean urgency(String text) {
        return switch (text) {
            case "normal" -> false;
            case "urgent" -> true;
            default -> throw new IllegalArgumentException();
        };
    }

    /** A limit of which the file has a row must have one for every kind; one it does not name at all may be newer than the file. */
    private static List<String> gaps(Map<Cell, Within> rows, Set<Limit> named) {
        List<Cell> missing = named.stream()
                .flatMap(limit -> cells(limit, DeadlinePolicy.KINDS, List.of(false, true), ALL_LEVELS).stream())
                .filter(cell -> !rows.containsKey(cell))
                .toList();
        return names(missing).map(name -> "has no row for " + name).toList();
    }

    /** What the cells are for, with the levels only where not all of them are meant. */
    private static Stream<String> names(List<Cell> cells) {
        Map<String, List<String>> levels = new LinkedHashMap<>();
        for (Cell cell : cells) {
            levels.computeIfAbsent(name(cell), name -> new ArrayList<>()).add(DeadlinePolicy.LEVELS.get(cell.level()));
        }
        return levels.entrySet().stream()
                .map(one -> one.getValue().size() == DeadlinePolicy.LEVELS.size()
                        ? one.getKey()
                        : one.getKey() + ", at level " + String.join(", ", one.getValue()));
    }

    private static String name(Cell cell) {
        return cell.limit().name().toLowerCase(Locale.ROOT).replace('_', '-') + " of " + cell.kind()
                + (cell.urgent() ? ", urgent" : ", normal");
    }
}
