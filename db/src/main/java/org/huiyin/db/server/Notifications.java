package org.huiyin.db.server;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** NOTIFY between the nodes of one county: the channel carries the schema's name, so that counties in one database do not wake each other. */
public final class Notifications {
    private Notifications() {}

    /** LISTEN takes no parameter; a schema's name is letters, digits and _ ({@link DatabaseUrl} sees to it). */
    public static Future<Void> listen(SqlConnection connection, String schema) {
        return connection.query("LISTEN huiyin_" + schema).execute().mapEmpty();
    }

    /** Asks for an answer, so that a connection on which nobody tells anything is not taken for dead; fails when it is. */
    public static Future<Void> stillThere(SqlConnection connection) {
        return connection.query("SELECT 1").execute().mapEmpty();
    }

    /** What the others should look at. */
    public enum News {
        /** Something to send or to fetch. */
        WORK,
        /** Another version of the county's configuration. */
        CONFIG
    }

    static final String TELL = "SELECT pg_notify('huiyin_' || $1::text, $2::text)";

    /** Wakes the others. On a connection of its own, outside any transaction. */
    public static Future<Void> tell(SqlClient client, String schema, News news) {
        return client.preparedQuery(TELL).execute(Tuple.of(schema, news.name())).mapEmpty();
    }
}
