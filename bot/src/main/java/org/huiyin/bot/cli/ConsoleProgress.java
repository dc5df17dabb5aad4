package org.huiyin.bot.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.huiyin.db.registry.Progress;
import org.jspecify.annotations.Nullable;

/** Shows a person who waits how far long work has come: a bar on a terminal, a line for each stage elsewhere. */
final class ConsoleProgress implements Progress, AutoCloseable {
    private static final int WIDTH = 100;
    private static final int UPDATE_MILLIS = 200;

    private final PrintStream out;
    private final boolean terminal;
    private String stage = "";
    private long rows;
    private @Nullable ProgressBar bar;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void at(String now, long done, long total) {
        if (!now.equals(stage)) {
            end();
            stage = now;
            bar = terminal ? begin(now, total) : null;
        }
        rows = done;
        ProgressBar current = bar;
        if (current != null) {
            // A total that is not known yet makes a bar that only shows that something moves.
            current.maxHint(total > 0 ? total : -1);
            current.stepTo(done);
        }
    }

    private ProgressBar begin(String name, long total) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total > 0 ? total : -1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setMaxRenderedLength(WIDTH)
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build();
    }

    private void end() {
        ProgressBar current = bar;
        if (current != null) {
            current.close();
        } else if (!stage.isEmpty()) {
            out.println("  " + stage + (rows > 0 ? ": " + rows : ""));
        }
        bar = null;
        stage = "";
        rows = 0;
    }

    @Override
    public synchronized void close() {
        end();
    }
}
