package org.huiyin.bot.report;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.huiyin.db.report.Span;

/**
 * What somebody asks for.
 *
 * @param from the first day; of what is open now it has no meaning
 * @param to the last day
 * @param within the code of a unit whose cadres, or of a grid whose parts are meant; empty for the whole county
 * @param chinese whether headings and names of levels are in Chinese
 */
public record ReportQuery(
        ReportKind kind, By by, LocalDate from, LocalDate to, Optional<String> within, Format format, boolean chinese)
        implements ReportQuestion {
    /** Of more years than this nothing was ever counted. */
    private static final int MOST_YEARS = 10;

    private static final Set<String> PARAMETERS = Set.of("by", "from", "to", "unit", "grid", "format", "lang");

    /** In which form it is given. */
    public enum Format {
        JSON,
        CSV
    }

    /** Ends the reading of a question; seen by nobody else. */
    private static final class Misread extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String parameter;

        Misread(String parameter, String what) {
            super(what, null, false, false);
            this.parameter = parameter;
        }

        Wrong told() {
            return new Wrong(parameter, String.valueOf(getMessage()));
        }
    }

    @Override
    public <R> R fold(Function<ReportQuery, R> understood, Function<Wrong, R> wrong) {
        return understood.apply(this);
    }

    /** The days that are meant. */
    public Span span() {
        return Span.of(from, to);
    }

    /**
     * Reads a question.
     *
     * @param report the last part of the path
     * @param asked the parameters, each with all of its values
     */
    public static ReportQuestion read(String report, Map<String, List<String>> asked, LocalDate today) {
        try {
            return of(report, asked, today);
        } catch (Misread misread) {
            return misread.told();
        }
    }

    private static ReportQuery of(String report, Map<String, List<String>> asked, LocalDate today) {
        ReportKind kind = ReportKind.of(report)
                .orElseThrow(
                        () -> new Misread("report", "there is no such report, ask for one of " + ReportKind.all()));
        known(asked);
        String word = one(asked, "by").orElse("county");
        By by = By.of(word).orElseThrow(() -> new Misread("by", "is none of " + By.all()));
        LocalDate from = date(asked, "from").orElse(today.withDayOfMonth(1));
        LocalDate to = date(asked, "to").orElse(from.isAfter(today) ? from : today);
        Optional<String> within = within(asked, by);
        times(asked, kind, from, to);
        ReportQuery query = new ReportQuery(kind, by, from, to, within, format(asked), chinese(asked));
        if (by == By.CADRE
                && kind != ReportKind.OPEN
                && within.isEmpty()
                && !query.span().isWholeMonths()) {
            throw new Misread(
                    "from",
                    "of all cadres of the county ask for whole months, such as from=2026-01-01&to=2026-03-31, or name one unit with unit=CODE");
        }
        return query;
    }

    private static void known(Map<String, List<String>> asked) {
        for (String name : new TreeSet<>(asked.keySet())) {
            if (!PARAMETERS.contains(name)) {
                throw new Misread(name, "is not known here, ask with " + String.join(", ", new TreeSet<>(PARAMETERS)));
            }
        }
    }

    private static Optional<String> one(Map<String, List<String>> asked, String name) {
        List<String> values = asked.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Misread(name, "is there " + values.size() + " times, write it once");
        }
        return values.stream().findFirst();
    }

    private static Optional<LocalDate> date(Map<String, List<String>> asked, String name) {
        return one(asked, name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new Misread(name, "is not a day, write one such as 2026-11-24");
            }
        });
    }

    private static void times(Map<String, List<String>> asked, ReportKind kind, LocalDate from, LocalDate to) {
        if (kind == ReportKind.OPEN && (asked.containsKey("from") || asked.containsKey("to"))) {
            throw new Misread(
                    asked.containsKey("from") ? "from" : "to",
                    "what is open is told as of now, leave from and to away");
        }
        if (from.isAfter(to)) {
            throw new Misread("from", "is after to, write the earlier day first");
        }
        if (from.plusYears(MOST_YEARS).isBefore(to)) {
            throw new Misread("from", "is more than " + MOST_YEARS + " years before to, ask for a shorter time");
        }
    }

    private static Optional<String> within(Map<String, List<String>> asked, By by) {
        Optional<String> unit = one(asked, "unit");
        Optional<String> grid = one(asked, "grid");
        if (unit.isPresent() && by != By.CADRE) {
            throw new Misread("unit", "goes with by=cadre only");
        }
        if (grid.isPresent() && by != By.GRID) {
            throw new Misread("grid", "goes with by=grid only");
        }
        return unit.or(() -> grid);
    }

    private static Format format(Map<String, List<String>> asked) {
        String format = one(asked, "format").orElse("json");
        return switch (format) {
            case "json" -> Format.JSON;
            case "csv" -> Format.CSV;
            default -> throw new Misread("format", "is neither json nor csv");
        };
    }

    private static boolean chinese(Map<String, List<String>> asked) {
        String language = one(asked, "lang").orElse("zh-CN");
        return switch (language) {
            case "zh-CN" -> true;
            case "en" -> false;
            default -> throw new Misread("lang", "is neither zh-CN nor en");
        };
    }
}
