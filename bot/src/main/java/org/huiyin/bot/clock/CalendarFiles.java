package org.huiyin.bot.clock;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;
import org.huiyin.bot.config.Faults;
import org.huiyin.bot.config.Section;

/** Reads {@code calendars/YEAR.json}, one file for each published year. Keys nobody here knows are let pass: the form is a public one. */
public final class CalendarFiles {
    private final Faults faults;
    private final Map<LocalDate, Boolean> offDays = new HashMap<>();
    private final Set<Integer> years = new HashSet<>();

    private CalendarFiles(Faults faults) {
        this.faults = faults;
    }

    /** All years: the county's own file of a year, or else the shipped one. */
    public static WorkingCalendar read(ConfigFolder folder, Faults faults) {
        CalendarFiles files = new CalendarFiles(faults);
        Map<String, String> all = folder.shipped("calendars");
        all.putAll(folder.own("calendars"));
        all.forEach(files::year);
        return new WorkingCalendar(files.offDays, files.years);
    }

    /**
     * The same, for files that are right.
     *
     * @throws ConfigProblem naming every file and line that is not
     */
    public static WorkingCalendar read(ConfigFolder folder) {
        Faults faults = new Faults();
        WorkingCalendar calendar = read(folder, faults);
        faults.orThrow();
        return calendar;
    }

    private void year(String file, String text) {
        String name = file.substring(file.indexOf('/') + 1, file.lastIndexOf('.'));
        // A tab may stand between the words of JSON, and not between those of YAML.
        Section root = faults.section(file, text.replace('\t', ' '));
        if (faults.of(file).count() > 0) {
            return;
        }
        String written = root.required("year", "the year, as the file is named: " + name);
        if (!written.isEmpty() && !written.equals(name)) {
            root.problem("year", "'" + written + "' is not the year that the file is named for");
        }
        if (!root.has("days")) {
            root.problem("days", "is missing, write [{name, date, isOffDay}]");
        }
        List<Section> days = root.sections("days");
        if (name.matches("\\d{4}")) {
            years.add(Integer.parseInt(name));
            Map<LocalDate, Integer> seen = new HashMap<>();
            days.forEach(day -> day(Integer.parseInt(name), day, seen));
        } else {
            root.problem("", "the file is not named for a year");
        }
    }

    private void day(int year, Section day, Map<LocalDate, Integer> seen) {
        day.required("date", year + "-01-01");
        day.required("isOffDay", "true or false");
        Optional<LocalDate> date = day.read("date", "a date such as " + year + "-01-01", LocalDate::parse);
        Optional<Boolean> off = day.read("isOffDay", "true or false", CalendarFiles::truth);
        if (date.isEmpty() || off.isEmpty()) {
            return;
        }
        Integer first = seen.putIfAbsent(date.get(), day.line("date"));
        if (first != null) {
            day.problem("date", date.get() + " stands twice, first in line " + first);
        } else if (date.get().getYear() != year) {
            day.problem("date", date.get() + " is not in " + year);
        } else {
            offDays.put(date.get(), off.get());
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }
}
