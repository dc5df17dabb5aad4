package org.huiyin.db.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that loses what is sent and tells nobody. */
class SilenceTest {
    private static final Duration SILENCE = Duration.ofMillis(1500);

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase own = TestDatabase.create();
    private final Wire wire = new Wire(own.url());
    private final Database database = Database.serving(vertx, wire.url(), 2, SILENCE);

    @AfterEach
    void stop() {
        wire.close();
        vertx.close().await();
        own.close();
    }

    /** In what a connection is cut off. */
    private enum Amid {
        TRANSACTION,
        BEGINNING,
        STATEMENT,
        SIMPLE_STATEMENT
    }

    private Future<?> cutOff(Amid amid) {
        Pool pool = database.pool();
        if (amid == Amid.TRANSACTION) {
            return pool.withTransaction(connection -> asked(connection).compose(one -> {
                wire.loseWhatIsOpen();
                return asked(connection);
            }));
        }
        wire.loseWhatIsOpen();
        return switch (amid) {
            case BEGINNING -> pool.withTransaction(SilenceTest::asked);
            case STATEMENT -> asked(pool);
            default -> asked();
        };
    }

    private static Future<RowSet<Row>> asked(SqlClient client) {
        return client.preparedQuery("SELECT $1::int").execute(Tuple.of(1));
    }

    @ParameterizedTest(name = "in the middle of a {0}")
    @EnumSource
    void whatWaitsFailsAndTheNextIsServed(Amid amid) {
        asked().await();
        assertThat(failure(cutOff(amid))).isNotNull();
        // Who asks at the very moment may still be given the connection that has just ended.
        asked().recover(ended -> asked()).await();
    }

    @Test
    void whoListensIsToldThatNothingWillBeHeard() throws Exception {
        PgConnection listening = database.connection().await();
        Future<Void> closed = Future.future(promise -> listening.closeHandler(end -> promise.complete()));
        wire.loseWhatIsOpen();
        closed.await(SILENCE.toMillis() * 4, TimeUnit.MILLISECONDS);
        database.connection().await().query("SELECT 1").execute().await();
    }

    @Test
    void whatTakesLongAndIsNotLostIsWaitedFor() {
        asked().await();
        Future<?> slow = database.pool().query("SELECT pg_sleep(1.2)").execute().compose(slept -> asked());
        assertThat(failure(slow)).isNull();
    }

    @Test
    void whoeverHoldsARowIsNotWaitedForForEver() {
        Pool patient = new Database(vertx, own.url(), 1).pool();
        SqlConnection holder = patient.getConnection().await();
        holder.begin().await();
        holder.query("LOCK TABLE inbound").execute().await();
        assertThat(failure(Database.serving(vertx, own.url(), 1)
                        .pool()
                        .query("TABLE inbound")
                        .execute()))
                .hasMessageContaining("lock timeout");
        holder.close().await();
    }

    private Future<RowSet<Row>> asked() {
        return database.pool().query("SELECT 1").execute();
    }

    private static @Nullable Throwable failure(Future<?> work) {
        Future<?> ended = work.timeout(20, TimeUnit.SECONDS);
        ended.otherwiseEmpty().await();
        return ended.cause();
    }
}
