package org.huiyin.bot.store;

import io.vertx.pgclient.PgException;
import java.util.Objects;
import java.util.Set;

/** Tells a database that cannot take anything just now from data that it will never take. */
public final class Outage {
    /** Classes of SQLSTATE (PostgreSQL documentation, appendix A): connection, resources, operator intervention, system, configuration. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58", "F0");

    /** A standby takes no write, a node that was stopped in a transaction has lost it, a lock was not had in time. */
    private static final Set<String> AWAY_TOO = Set.of("25006", "25P03");

    /** A lock was not had in time. */
    private static final String LOCKED = "55P03";

    /** A feature, a right, a database, a schema, a table or a column that our statements need is not there: none of it is what a villager wrote. */
    private static final Set<String> NOT_AS_WE_NEED = Set.of("0A", "28", "3D", "3F", "42");

    /** A damaged table or index. */
    private static final Set<String> DAMAGED = Set.of("XX001", "XX002");

    private Outage() {}

    /** Whether the database takes nothing at all just now, and the same may be written later. */
    public static boolean is(Throwable failure) {
        if (failure instanceof PgException pg) {
            return AWAY.contains(kind(pg)) || AWAY_TOO.contains(state(pg)) || isOfRow(pg);
        }
        boolean bug = failure instanceof RuntimeException && !(failure instanceof io.vertx.core.VertxException);
        return !bug;
    }

    /** Whether the database is not as this version needs it, in a place that not everything goes through: nothing is wrong with what was written. */
    public static boolean isOfSchema(Throwable failure) {
        return failure instanceof PgException pg && (NOT_AS_WE_NEED.contains(kind(pg)) || DAMAGED.contains(state(pg)));
    }

    /** Whether somebody else holds for long what this needs: an outage for who needs it, and nothing to all others. */
    public static boolean isOfRow(Throwable failure) {
        return failure instanceof PgException pg && LOCKED.equals(state(pg));
    }

    private static String state(PgException failure) {
        return Objects.requireNonNullElse(failure.getSqlState(), "");
    }

    private static String kind(PgException failure) {
        String state = state(failure);
        return state.length() == 5 ? state.substring(0, 2) : "";
    }

    /** What it is, without its message: a database's words may quote what was written. */
    public static String name(Throwable failure) {
        if (failure instanceof NoRegister none) {
            return String.valueOf(none.getMessage());
        }
        String state = failure instanceof PgException pg ? " " + pg.getSqlState() : "";
        return failure.getClass().getName() + state;
    }

    /** Where it happened, for the log file, without its message. */
    public static Throwable withoutMessage(Throwable failure) {
        Throwable bare = new Throwable(name(failure));
        bare.setStackTrace(failure.getStackTrace());
        return bare;
    }
}
