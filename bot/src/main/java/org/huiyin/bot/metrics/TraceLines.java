package org.huiyin.bot.metrics;

import org.huiyin.adapters.channel.Trace;
import org.slf4j.Logger;

/**
 * Writes what was done about many messages into the log, several to a line: so that one search for a trace finds every hop, and the log costs a
 * message next to nothing.
 */
public final class TraceLines {
    private static final int TO_A_LINE = 16;

    private final Logger log;
    private final boolean wanted;
    private final StringBuilder line = new StringBuilder();
    private int count;

    public TraceLines(Logger log) {
        this.log = log;
        this.wanted = log.isInfoEnabled();
    }

    /** Adds one; {@code what} begins a line, and {@code words} hold nothing personal. */
    public void add(String what, Trace trace, String words) {
        if (!wanted) {
            return;
        }
        line.append(count == 0 ? what + ": trace=" : "; trace=")
                .append(trace)
                .append(' ')
                .append(words);
        if (++count == TO_A_LINE) {
            end();
        }
    }

    /** Writes what is left. */
    public void end() {
        if (count > 0) {
            log.info("{}", line);
            line.setLength(0);
            count = 0;
        }
    }
}
