package org.huiyin.db.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The connections to one county's schema. Owns nothing but them; transactions belong to the callers. */
public final class Database {
    private final Vertx vertx;
    private final PgConnectOptions connect;
    private final Pool pool;
    private final DatabaseUrl url;

    /**
     * What keeps the plans of short statements good: each is made once for a connection, for planning took as long as reading a batch's tickets,
     * and always from indexes, for it may be made while a queue is empty and serve when it is long.
     */
    private static final Map<String, String> SHORT_STATEMENTS = Map.of(
            // A node that is stopped in the middle of a transaction would keep from all others the rows it has locked.
            "idle_in_transaction_session_timeout", "10000",
            "plan_cache_mode", "force_generic_plan",
            "enable_seqscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off");

    /** Connections for statements that look up and write a few rows each. */
    public Database(Vertx vertx, DatabaseUrl url, int connections) {
        this(vertx, url, connections, SHORT_STATEMENTS);
    }

    /** Connections for statements that go over whole tables, an import's. */
    public static Database wholeTables(Vertx vertx, DatabaseUrl url, int connections) {
        return new Database(vertx, url, connections, Map.of());
    }

    private Database(Vertx vertx, DatabaseUrl url, int connections, Map<String, String> plans) {
        this.vertx = vertx;
        this.connect = options(url);
        this.connect.getProperties().putAll(plans);
        this.url = url;
        this.pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(connect)
                .with(new PoolOptions()
                        .setMaxSize(connections)
                        .setConnectionTimeout(10)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .build();
    }

    private static PgConnectOptions options(DatabaseUrl url) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setDatabase(url.database())
                .setUser(url.user())
                .setPassword(url.password())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(512)
                .setPreparedStatementCacheSqlLimit(16_384)
                .setReconnectAttempts(2)
                .setReconnectInterval(200);
        // JIT compiles for long queries; ours are short, and it costs more than it saves. Their plans never depend on
        // what is in the
        // arrays, so that each is made once for a connection: planning took as long as reading a batch's tickets.
        options.setProperties(new java.util.HashMap<>(Map.of(
                "search_path",
                url.schema(),
                "jit",
                "off",
                "application_name",
                "huiyin",
                "statement_timeout",
                "60000")));
        String ssl = url.options().get("sslmode");
        return ssl == null ? options : options.setSslMode(SslMode.of(ssl));
    }

    public Pool pool() {
        return pool;
    }

    /** The county's schema, which also names its channel of notifications. */
    public String schema() {
        return url.schema();
    }

    /** Where it is, for who needs a connection of another kind. */
    public DatabaseUrl url() {
        return url;
    }

    /** A connection of its own, outside the pool: for LISTEN, and for an autocommitted NOTIFY. */
    public Future<PgConnection> connection() {
        return PgConnection.connect(vertx, connect);
    }

    public Future<Void> close() {
        return pool.close();
    }
}
