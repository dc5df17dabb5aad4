package org.huiyin.db.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.server.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket that fills by the database's clock is emptied by everybody together. */
class SendPermitsTest {
    private static final int PER_SECOND = 100;
    private final TestDatabase test = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Database database = new Database(vertx, test.url(), 4);

    @BeforeEach
    void open() {
        SendPermits.open(database.pool(), "wecom").await();
        SendPermits.open(database.pool(), "wecom").await();
    }

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
        test.close();
    }

    /** Puts the bucket's last filling so far back, without letting it fill while the test thinks. */
    private void filledAt(String when, double free) throws SQLException {
        try (Connection connection = test.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE channel_rate SET free = " + free + ", at = clock_timestamp() + interval '" + when + "'");
        }
    }

    private int take(int wanted, double left) {
        return SendPermits.take(database.pool(), "wecom", PER_SECOND, wanted, left)
                .await();
    }

    @Test
    void holdsWhatComesInASecondHoweverLongNobodyTook() throws SQLException {
        filledAt("-1 hour", 0);
        assertThat(take(1_000, 0)).isEqualTo(PER_SECOND);
    }

    @Test
    void givesNoMoreThanIsWantedAndLeavesWhatIsKeptForOthers() throws SQLException {
        filledAt("-1 hour", 0);
        assertThat(take(60, 0)).isEqualTo(60);
        filledAt("-1 hour", 0);
        assertThat(take(1_000, 20)).isEqualTo(PER_SECOND - 20);
    }

    @Test
    void givesNothingWhenItIsEmptyAndNothingForAClockThatWasSetBack() throws SQLException {
        filledAt("10 minutes", 0);
        assertThat(take(10, 0)).isZero();
    }

    @Test
    void fillsAgainOnceTheClockWasSetBack() throws SQLException {
        filledAt("10 minutes", 0);
        take(10, 0);
        assertThat(secondsSinceFilled()).isLessThan(600);
    }

    private double secondsSinceFilled() throws SQLException {
        try (Connection connection = test.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT abs(extract(epoch FROM clock_timestamp() - at)) FROM channel_rate")) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    @Test
    void manyWhoTakeAtOnceGetTogetherNoMoreThanThereIs() throws SQLException {
        filledAt("10 minutes", PER_SECOND);
        long began = System.nanoTime();
        List<Future<Integer>> takers = IntStream.range(0, 20)
                .mapToObj(i -> SendPermits.take(database.pool(), "wecom", PER_SECOND, 10, 0))
                .toList();
        Future.all(takers).await();
        int given = takers.stream().mapToInt(Future::result).sum();
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(given).isGreaterThanOrEqualTo(PER_SECOND);
        assertThat((double) given)
                .as("with what flows in while they take")
                .isLessThanOrEqualTo(PER_SECOND * (1 + seconds) + 1);
        assertThat(takers.stream().map(Future::result).filter(one -> one == 10)).hasSizeGreaterThanOrEqualTo(10);
    }
}
