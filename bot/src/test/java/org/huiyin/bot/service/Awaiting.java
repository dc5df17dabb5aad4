package org.huiyin.bot.service;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The one place where a test waits for something that happens elsewhere. */
public final class Awaiting {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Awaiting() {}

    /** Waits until {@code holds}; fails with {@code what} when it does not in time. */
    public static void until(String what, Duration patience, Callable<Boolean> holds) throws Exception {
        until(what, patience, LOOK_EVERY, holds);
    }

    /** The same for what costs something to find out. */
    public static void until(String what, Duration patience, Duration every, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
            }
            pause(every);
        }
    }

    /** Watches for {@code patience} that it holds all the time, for what must never happen. */
    public static void throughout(String what, Duration patience, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            if (!holds.call()) {
                throw new AssertionError("no longer: " + what);
            }
            pause(LOOK_EVERY);
        }
    }

    /** A sleep, because a row of a database and another process tell nobody that they have changed. */
    private static void pause(Duration length) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(length.toMillis());
    }
}
