package org.huiyin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A queue that was just emptied is the planner's worst case: the statistics say that it holds no row, and the plan that is made then is kept
 * until it holds thousands. Every statement of sending must go to the queue and the lanes by their keys all the same.
 */
class PlansTest {
    private static final Map<String, String> STATEMENTS = Map.of(
            "LEASE", Claims.LEASE,
            "CLAIM", Claims.CLAIM,
            "LET_GO", Claims.LET_GO,
            "GIVE_UP", Claims.GIVE_UP,
            "DEPART", Claims.DEPART,
            "AGE", Outbox.AGE,
            "DONE", Outcomes.DONE,
            "AGAIN", Outcomes.AGAIN,
            "RELEASE", Outcomes.RELEASE);

    /** As our connections for short statements have it. */
    private static final String SETTINGS = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; "
            + "SET enable_hashjoin = off; SET enable_mergejoin = off";

    private static final Pattern SCAN =
            Pattern.compile("(Seq|Index|Bitmap Heap|Index Only) Scan.* on (outbox|lane)\\b");

    private static TestDatabase database;
    private static Connection connection;

    @BeforeAll
    static void emptyTheQueue() throws SQLException {
        database = TestDatabase.create();
        connection = database.connect();
        execute(
                "INSERT INTO address (id, channel, address, address_hash) SELECT n, 'sms', '\\x00', decode(md5(n::text), 'hex') FROM generate_series(1, 3000) n",
                "INSERT INTO outbox (address_id, part_id, created_at, channel, priority, ord, ready_at) "
                        + "SELECT n, n, now(), 'sms', 1, now(), now() FROM generate_series(1, 3000) n",
                "INSERT INTO lane (address_id) SELECT n FROM generate_series(1, 3000) n",
                "DELETE FROM outbox",
                "DELETE FROM lane",
                "ANALYZE outbox, lane",
                SETTINGS);
        assertThat(texts("SELECT relpages > 0 AND reltuples = 0 FROM pg_class WHERE relname = 'outbox'"))
                .containsExactly("t");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> theQueueAndTheLanesAreReachedByTheirKeys() {
        return STATEMENTS.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> byKeys(one.getKey(), one.getValue())));
    }

    private static void byKeys(String name, String sql) throws SQLException {
        execute("PREPARE " + name + " AS " + sql);
        Matcher numbers = Pattern.compile("\\$(\\d+)").matcher(sql);
        int most = 0;
        while (numbers.find()) {
            most = Math.max(most, Integer.parseInt(numbers.group(1)));
        }
        List<String> plan = texts("EXPLAIN (COSTS OFF) EXECUTE " + name + "("
                + String.join(", ", Collections.nCopies(most, "NULL")) + ")");
        for (int line = 0; line < plan.size(); line++) {
            if (SCAN.matcher(plan.get(line)).find()) {
                assertThat(plan.get(line + 1).strip())
                        .as("%s, line %d of%n%s", name, line, String.join("\n", plan))
                        .matches("Index Cond: \\(+(address_id|channel) = .*");
            }
        }
        assertThat(String.join("\n", plan)).containsPattern(SCAN);
    }

    private static void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
