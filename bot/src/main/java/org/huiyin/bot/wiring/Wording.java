package org.huiyin.bot.wiring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.huiyin.bot.clock.CalendarFiles;
import org.huiyin.bot.clock.WorkingCalendar;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.ConfigProblem;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.texts.Words;

/** What Huiyin says, hears and counts days by: the files that need no database, so that a start can read them beside it. */
record Wording(Texts texts, Words words, WorkingCalendar calendar) {

    /**
     * Reads the files. Blocking.
     *
     * @throws ConfigProblem naming the file that is wrong
     */
    static Wording read(ServiceConfig config) {
        ConfigFolder folder = ConfigFolder.of(config.wording());
        return new Wording(Texts.read(folder), Words.read(folder), CalendarFiles.read(folder));
    }

    /** Begins to read on a thread of its own; what is given waits for the end, and fails as {@link #read} does. */
    static Supplier<Wording> begin(ServiceConfig config) {
        CompletableFuture<Wording> reading = CompletableFuture.supplyAsync(() -> read(config));
        return () -> {
            try {
                return reading.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException problem ? problem : e;
            }
        };
    }
}
