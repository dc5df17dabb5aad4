package org.huiyin.bot.wiring;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work of a start that is done on a thread of its own, beside the rest. Not on the common pool, which has one thread where there are two
 * processors: whoever blocks that would stop this too.
 */
public final class Beside {
    private Beside() {}

    /** Begins the work; what is given waits for its end, and fails as it failed. */
    public static <T> Supplier<T> begin(String name, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        new Thread(task, name).start();
        return () -> awaited(task);
    }

    private static <T> T awaited(FutureTask<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
