package org.huiyin.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** With many closed tickets and years of figures, no statement of a report reads a whole table, nor all that was ever written. */
class ReportPlansTest {
    private static final Map<String, String> STATEMENTS = Map.ofEntries(
            Map.entry("open_county", OpenWork.COUNTY),
            Map.entry("open_by_level", OpenWork.BY_LEVEL),
            Map.entry("open_by_unit", OpenWork.BY_UNIT),
            Map.entry("open_by_cadre", OpenWork.BY_CADRE),
            Map.entry("open_of_unit", OpenWork.OF_UNIT),
            Map.entry("open_by_grid", OpenWork.BY_GRID),
            Map.entry("matters_of_all", TallyReports.MATTERS_OF_ALL),
            Map.entry("deeds_of_all", TallyReports.DEEDS_OF_ALL),
            Map.entry("matters_of_unit", TallyReports.MATTERS_OF_UNIT),
            Map.entry("deeds_of_unit", TallyReports.DEEDS_OF_UNIT),
            Map.entry("kept", TallyReports.KEPT),
            Map.entry("last", Tallies.LAST),
            Map.entry("counted", Tallies.COUNTED),
            Map.entry("grown", Tallies.GROWN),
            Map.entry("stories", Tallies.STORIES),
            Map.entry("posts", Tallies.POSTS));

    /** As our connections for short statements have it. */
    private static final String SETTINGS = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; "
            + "SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

    /** A county with nine closed tickets for each open one, and two years of figures. */
    private static final List<String> COUNTY = List.of(
            "INSERT INTO grid (code, name, level) VALUES ('C', 'county', 'COUNTY')",
            "INSERT INTO grid (code, name, level, parent_id) SELECT 'T' || n, 't', 'TOWNSHIP', 1 FROM generate_series(1, 20) n",
            "INSERT INTO unit (code, name, kind) SELECT n, 'u', 'BUREAU' FROM generate_series(1, 40) n",
            "INSERT INTO cadre (code, unit_id, rank, name, name_hash) SELECT n, n % 40 + 1, '', '', '' FROM generate_series(1, 1000) n",
            "INSERT INTO household (code, grid_id, head_name, head_name_hash, address, address_hash) "
                    + "SELECT n, n % 20 + 2, '', '', '', '' FROM generate_series(1, 5000) n",
            "INSERT INTO duty (kind, cadre_id) SELECT 'LINK', n FROM generate_series(1, 1000) n",
            "INSERT INTO ticket (id, code, kind, urgency, state, household_id, grid_id, holder_id, holder_cadre_id, opened_at, spoken_at, closed_at, closed_as,"
                    + " seq, head) SELECT n, n, 'HELP', 'NORMAL', CASE WHEN n % 10 = 0 THEN 'OPEN' ELSE 'CLOSED' END, n % 5000 + 1, n % 5000 % 20 + 2, n % 1000 + 1,"
                    + " n % 1000 + 1, now(), now(), CASE WHEN n % 10 > 0 THEN now() END, CASE WHEN n % 10 > 0 THEN 'SILENT' END, 1, ''"
                    + " FROM generate_series(1, 50000) n",
            "INSERT INTO history (ticket_id, seq, at, kind, actor, hash, duty_id) SELECT n, 1, now() - n * interval '1 minute', 'OPENED', 'VILLAGER', '', 1"
                    + " FROM generate_series(50000, 1, -1) n",
            "INSERT INTO tally SELECT s.scope, id, 'DAY', '2026-01-01'::date + day, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1"
                    + " FROM (VALUES ('UNIT', 40), ('CADRE', 200), ('GRID', 20)) AS s(scope, many), generate_series(1, many) id, generate_series(0, 400) day",
            "INSERT INTO tally_run (n, at, covers, counted) SELECT n, now() - n * interval '1 minute', now(), '' FROM generate_series(1, 5000) n",
            "ANALYZE",
            SETTINGS);

    private static TestDatabase database;
    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.create();
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            for (String sql : COUNTY) {
                statement.execute(sql);
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> noTableIsReadAsAWhole() {
        return STATEMENTS.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> byIndex(one.getKey(), one.getValue())));
    }

    private static void byIndex(String name, String sql) throws SQLException {
        String plan = plan(name, sql);
        assertThat(plan)
                .doesNotContainPattern("Seq Scan on (ticket|history|tally|household|cadre|duty|tally_run|part)\\b");
        // A table is reached by a condition on its key, or by an index that holds its open rows only.
        List<String> lines = plan.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.contains("Index") && line.contains(" on ") && !line.contains("ticket_")) {
                boolean bounded = at + 1 < lines.size() && lines.get(at + 1).contains("Index Cond");
                // The departments' duties have an index of their own, and are few.
                boolean first = name.equals("last") || line.contains("grid_") || line.contains("_unit on duty");
                assertThat(bounded || first || line.contains("Heap Scan"))
                        .as("%s in%n%s", line, plan)
                        .isTrue();
            }
        }
    }

    private static String plan(String name, String sql) throws SQLException {
        int most = (int) Pattern.compile("\\$\\d+")
                .matcher(sql)
                .results()
                .map(r -> r.group())
                .distinct()
                .count();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PREPARE r_" + name + " AS " + sql);
            String nothing = String.join(", ", Collections.nCopies(most, "NULL"));
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "EXPLAIN (COSTS OFF) EXECUTE r_" + name + (most == 0 ? "" : "(" + nothing + ")"))) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }
}
