package org.huiyin.bot.store;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** Tells a database that is away from data that it will never take. */
public final class Outage {
    /** Classes of SQLSTATE (PostgreSQL documentation, appendix A): connection, resources, operator intervention, system. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    private Outage() {}

    /** Whether nothing is wrong with the message: the same may be written later. */
    public static boolean is(Throwable failure) {
        if (failure instanceof PgException pg) {
            String state = pg.getSqlState();
            return state != null && state.length() == 5 && AWAY.contains(state.substring(0, 2));
        }
        boolean bug = failure instanceof RuntimeException && !(failure instanceof io.vertx.core.VertxException);
        return !bug;
    }

    /** What it is, without its message: a database's words may quote what was written. */
    public static String name(Throwable failure) {
        String state = failure instanceof PgException pg ? " " + pg.getSqlState() : "";
        return failure.getClass().getSimpleName() + state;
    }

    /** Where it happened, for the log file, without its message. */
    public static Throwable withoutMessage(Throwable failure) {
        Throwable bare = new Throwable(name(failure));
        bare.setStackTrace(failure.getStackTrace());
        return bare;
    }
}
