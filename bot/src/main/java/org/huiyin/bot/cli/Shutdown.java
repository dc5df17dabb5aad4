package org.huiyin.bot.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish that a running service should stop: from a signal, or from a test. */
public final class Shutdown {
    /** Above all the time a graceful stop allows itself. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final boolean bySignal;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    private Shutdown(boolean bySignal) {
        this.bySignal = bySignal;
    }

    /** Of this process: signals are heard. */
    public static Shutdown ofProcess() {
        return new Shutdown(true);
    }

    /** Of a test, which asks by {@link #request}. */
    public static Shutdown onRequest() {
        return new Shutdown(false);
    }

    /** Lets a command that is broken off leave nothing running. */
    void onAbort(Runnable close) {
        if (bySignal) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeUnlessFinished(close), "abort"));
        }
    }

    private void closeUnlessFinished(Runnable close) {
        if (finished.getCount() > 0) {
            close.run();
        }
    }

    /** Lets SIGTERM and Ctrl-C be such a wish; the process then ends with exit code 0, as it was asked to. */
    void onSignal() {
        if (bySignal) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndEnd, "stop"));
        }
    }

    private void stopAndEnd() {
        if (finished.getCount() == 0) {
            return;
        }
        requested.countDown();
        try {
            boolean inTime = finished.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
            // A JVM that ends by a signal exits with 143, which service managers take for a failure.
            Runtime.getRuntime().halt(inTime ? ExitCode.OK.number() : ExitCode.FAILED.number());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void request() {
        requested.countDown();
    }

    /** Waits for the wish. */
    void await() {
        try {
            requested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that everything is closed. */
    void finished() {
        finished.countDown();
    }
}
