package org.huiyin.db.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections to one county's schema. Owns nothing but them; transactions belong to the callers. */
public final class Database {
    private final Vertx vertx;
    private final PgConnectOptions connect;
    private final Pool pool;
    private final DatabaseUrl url;
    private final @Nullable Duration silence;
    private final Pool alone;

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

    /**
     * What a service has of patience, in milliseconds: whoever holds a row keeps those waiting who want it, not everybody; and the database gives a
     * statement up before {@link #SILENCE} takes its connection for dead.
     */
    private static final Map<String, String> IMPATIENCE = Map.of("lock_timeout", "3000", "statement_timeout", "8000");

    /** A connection on which nothing was said for so long is closed, and what rests in the pool before, so that nobody is given one that is about to be. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** The service needs one, to listen. */
    private static final int MOST_ALONE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final NetClientOptions TRANSPORT =
            new NetClientOptions().setConnectTimeout((int) PATIENCE.toMillis() / 2);

    /** Connections for statements that look up and write a few rows each, and may take their time. */
    public Database(Vertx vertx, DatabaseUrl url, int connections) {
        this(vertx, url, SHORT_STATEMENTS, null, pooled(connections));
    }

    /** Connections for statements that go over whole tables, an import's. */
    public static Database wholeTables(Vertx vertx, DatabaseUrl url, int connections) {
        return new Database(vertx, url, Map.of(), null, pooled(connections));
    }

    /**
     * Connections of a service, which people wait for: a statement fails after 8 s, the wait for a row that another holds after 3 s, and a database
     * that has fallen silent is noticed after 10 s.
     */
    public static Database serving(Vertx vertx, DatabaseUrl url, int connections) {
        return serving(vertx, url, connections, SILENCE);
    }

    static Database serving(Vertx vertx, DatabaseUrl url, int connections, Duration silence) {
        Map<String, String> settings = new HashMap<>(SHORT_STATEMENTS);
        settings.putAll(IMPATIENCE);
        PoolOptions pool = pooled(connections)
                .setIdleTimeout((int) silence.toMillis() / 2)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod((int) silence.toMillis() / 10);
        return new Database(vertx, url, settings, silence, pool);
    }

    private static PoolOptions pooled(int connections) {
        return new PoolOptions()
                .setMaxSize(connections)
                .setConnectionTimeout((int) PATIENCE.toSeconds())
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    }

    private Database(
            Vertx vertx, DatabaseUrl url, Map<String, String> settings, @Nullable Duration silence, PoolOptions pool) {
        this.vertx = vertx;
        this.connect = options(url);
        this.connect.getProperties().putAll(settings);
        this.url = url;
        this.silence = silence;
        this.pool = open(pool);
        this.alone = open(pooled(MOST_ALONE));
    }

    private Pool open(PoolOptions options) {
        ClientBuilder<Pool> builder = PgBuilder.pool()
                .using(vertx)
                .connectingTo(connect)
                .with(TRANSPORT)
                .with(options);
        Duration longest = silence;
        return longest == null
                ? builder.build()
                : builder.withConnectHandler(opened -> {
                            Silence.limit(opened, longest);
                            opened.close();
                        })
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
        options.setProperties(new HashMap<>(Map.of(
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

    /**
     * A connection of its own, outside the pool: for LISTEN, and for an autocommitted NOTIFY. Of a service it is closed after 10 s in which nothing
     * was said on it: let something be asked more often, but not before the last answer has come.
     */
    public Future<PgConnection> connection() {
        return alone.getConnection().map(PgConnection::cast);
    }

    public Future<Void> close() {
        return pool.close().compose(closed -> alone.close());
    }
}
