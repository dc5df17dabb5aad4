package org.huiyin.bot.rules;

import java.util.List;
import java.util.function.Function;
import org.huiyin.bot.clock.CalendarFiles;
import org.huiyin.bot.clock.DeadlineFile;
import org.huiyin.bot.clock.DeadlinePolicy;
import org.huiyin.bot.clock.WorkingCalendar;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.Faults;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.SubjectFile;
import org.huiyin.bot.ticket.Subjects;

/**
 * One version of all that the county says and decides by, read and checked; a decision rests on one as a whole.
 *
 * @param version its number in the database, 0 for what is shipped and nobody applied
 */
public record Rulebook(
        long version, Texts texts, Words words, WorkingCalendar calendar, DeadlinePolicy deadlines, Subjects subjects) {

    /** What became of reading the files. */
    public sealed interface Reading {
        /** All well; {@code notes} are what an administrator should know all the same. */
        record Understood(Rulebook rulebook, List<String> notes) implements Reading {
            public Understood {
                notes = List.copyOf(notes);
            }
        }

        /** Every fault of every file, {@code FILE:LINE: key: what is wrong}. */
        record Faulty(List<String> lines) implements Reading {
            public Faulty {
                lines = List.copyOf(lines);
            }
        }

        default <T> T fold(Function<Understood, T> understood, Function<Faulty, T> faulty) {
            if (this instanceof Understood u) {
                return understood.apply(u);
            }
            return faulty.apply((Faulty) this);
        }
    }

    /** Checks what somebody has just written. */
    public static Reading check(ConfigFolder folder) {
        return read(0, folder, new Faults());
    }

    /** Reads what was checked when it was stored. */
    public static Reading read(long version, ConfigFolder folder) {
        return read(version, folder, Faults.ofStored());
    }

    private static Reading read(long version, ConfigFolder folder, Faults faults) {
        Rulebook rulebook = new Rulebook(
                version,
                Texts.read(folder, faults),
                Words.read(folder, faults),
                CalendarFiles.read(folder, faults),
                DeadlineFile.read(folder, faults),
                SubjectFile.read(folder, faults));
        List<String> lines = faults.lines();
        return lines.isEmpty() ? new Reading.Understood(rulebook, faults.notes()) : new Reading.Faulty(lines);
    }

    /** The same under another number. */
    public Rulebook as(long number) {
        return new Rulebook(number, texts, words, calendar, deadlines, subjects);
    }

    /** What is shipped, which is always understood. */
    public static Rulebook shipped() {
        return check(ConfigFolder.shipped()).fold(Reading.Understood::rulebook, faulty -> {
            throw new IllegalStateException("the shipped files are not right: " + faulty.lines());
        });
    }
}
