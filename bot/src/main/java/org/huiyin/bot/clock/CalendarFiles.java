package org.huiyin.bot.clock;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;

/** Reads {@code config/calendars/YEAR.json}, one file for each published year. */
public final class CalendarFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CalendarFiles() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Year(int year, List<Day> days) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Day(String name, String date, boolean isOffDay) {
        /** Fails on what is none. */
        LocalDate on() {
            return LocalDate.parse(date);
        }
    }

    /**
     * All years in the folder.
     *
     * @throws ConfigProblem naming the file, when one cannot be read, has a date twice or a date of another year
     */
    public static WorkingCalendar read(ConfigFolder folder) {
        Map<LocalDate, Boolean> offDays = new HashMap<>();
        Set<Integer> years = new HashSet<>();
        folder.files("calendars", ".json").forEach((file, text) -> {
            Year year = parse(file, text);
            years.add(year.year());
            for (Day day : year.days()) {
                if (day.on().getYear() != year.year()) {
                    throw new ConfigProblem(file + ": " + day.date() + " is not in " + year.year());
                }
                if (offDays.put(day.on(), day.isOffDay()) != null) {
                    throw new ConfigProblem(file + ": " + day.date() + " stands twice");
                }
            }
        });
        return new WorkingCalendar(offDays, years);
    }

    private static Year parse(String file, String text) {
        try {
            Year year = JSON.readValue(text, Year.class);
            year.days().forEach(Day::on);
            return year;
        } catch (IOException | DateTimeException e) {
            throw new ConfigProblem(file + ": is not a calendar {year, papers, days[{name, date, isOffDay}]}");
        }
    }
}
