package org.huiyin.db.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The months' partitions are there in time, whatever lies in their way. */
class HousekeepingTest {
    private static final List<String> MONTHS = IntStream.range(0, 3)
            .mapToObj(ahead -> ZonedDateTime.now(ZoneOffset.UTC)
                    .withDayOfMonth(1)
                    .plusMonths(ahead)
                    .format(DateTimeFormatter.ofPattern("yyyy_MM")))
            .toList();

    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private Database service;

    @BeforeEach
    void open() {
        service = new Database(vertx, database.url(), 2);
    }

    @AfterEach
    void close() {
        service.close().await();
        vertx.close().await();
        database.close();
    }

    private List<String> partitions() {
        return Housekeeping.partitions(service.pool()).await();
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String made(String table) throws SQLException {
        return value(
                "SELECT string_agg(inhrelid::regclass::text, ',' ORDER BY inhrelid::regclass::text) FROM pg_inherits"
                        + " WHERE inhparent = '" + table + "'::regclass AND inhrelid::regclass::text NOT LIKE '%rest'");
    }

    @Test
    void theyAreMadeForThreeMonthsAndOnlyOnce() throws Exception {
        assertThat(partitions()).isEmpty();
        assertThat(partitions()).isEmpty();
        for (String table : List.of("part", "set_aside")) {
            assertThat(made(table))
                    .isEqualTo(String.join(
                            ",",
                            MONTHS.stream().map(month -> table + "_" + month).toList()));
        }
    }

    @Test
    void rowsThatCameBeforeTheirPartitionAreMovedIntoIt() throws Exception {
        run(
                "INSERT INTO part (id, created_at, address_id, purpose, content) SELECT n, now() + (n - 1) * interval '31 days', 1, 'ACK', ''"
                        + " FROM generate_series(1, 2) n; INSERT INTO part (id, created_at, address_id, purpose, content) VALUES (3, '2020-01-01', 1, 'ACK', '');"
                        + " INSERT INTO set_aside (at, channel, reason, kind, content) VALUES (now(), 'c', 'POISON', 'EVENT', '')");
        assertThat(partitions()).isEmpty();
        assertThat(value("SELECT string_agg(id::text, ',' ORDER BY id) FROM part_rest"))
                .isEqualTo("3");
        assertThat(value("SELECT string_agg(id::text, ',' ORDER BY id) FROM part"))
                .isEqualTo("1,2,3");
        assertThat(value("SELECT count(*) FROM part_" + MONTHS.get(0))).isEqualTo("1");
        assertThat(value("SELECT count(*) FROM set_aside_" + MONTHS.get(0))).isEqualTo("1");
        run("INSERT INTO set_aside (at, channel, reason, kind, content) VALUES (now(), 'c', 'POISON', 'EVENT', '')");
        assertThat(value("SELECT count(DISTINCT id) FROM set_aside")).isEqualTo("2");
    }

    @Test
    void aLongReaderIsNotWaitedForAndStopsNothing() throws Exception {
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM part");
            assertThat(partitions())
                    .as("only those of the table that is being read are missing")
                    .isEqualTo(MONTHS.stream().map(month -> "part_" + month).toList());
            reader.rollback();
        }
        assertThat(partitions()).isEmpty();
    }

    @Test
    void tooManyRowsStayWhereTheyAre() throws Exception {
        run(
                "INSERT INTO part (id, created_at, address_id, purpose, content) SELECT n, date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC',"
                        + " 1, 'ACK', '' FROM generate_series(1, 20001) n");
        assertThat(partitions()).containsExactly("part_" + MONTHS.get(0));
        assertThat(value("SELECT count(*) FROM part_rest")).isEqualTo("20001");
    }
}
