package org.huiyin.db.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.schema.MigrationRun.Patience;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseFailure;
import org.huiyin.db.server.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The schema of a next version, made up for this, over the one of today. */
class MigrationsTest {
    private static final Path NEXT = Path.of("src/test/resources/next/org/huiyin/db/migration");
    private static final String NARROWING = "V5__scene_without_address.contract.sql";
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final Patience LONG =
            new Patience(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMinutes(1));

    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = new Database(vertx, database.url(), 2).pool();

    @AfterEach
    void drop() {
        vertx.close().await();
        database.close();
    }

    private static List<Migration> nextVersion() {
        try {
            List<Migration> all = new ArrayList<>(MigrationFiles.shipped());
            for (String file : Files.readAllLines(NEXT.resolve("index.txt"))) {
                if (all.stream().noneMatch(one -> one.file().equals(file))) {
                    all.add(Migration.of(file, Files.readString(NEXT.resolve(file))));
                }
            }
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Migrations next(Patience patience) {
        return new Migrations(database.url(), "9.1", nextVersion(), patience);
    }

    private Migrations today() {
        return new Migrations(database.url(), "9.0", MigrationFiles.shipped(), SHORT);
    }

    private boolean join(Migrations migrations, NodeCard card) {
        return migrations.join(pool, card).await();
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theMadeUpNextVersionIsAllowed() {
        assertThat(nextVersion())
                .hasSize(5)
                .allSatisfy(one -> assertThat(MigrationRules.faults(one)).isEmpty());
    }

    @Test
    void whatWasRunIsNotRunAgain() {
        assertThat(today().expand()).isEqualTo(new Migrations.Report(List.of(), List.of()));
    }

    @Test
    void expandingRunsEverythingButWhatNarrows() throws SQLException {
        Migrations.Report report = next(SHORT).expand();
        assertThat(report.run())
                .containsExactly("V2__room_for_more.sql", "V3__find_history_by_time.sql", "V4__places_are_short.sql");
        assertThat(report.waiting()).containsExactly(NARROWING);
        assertThat(value("SELECT string_agg(version || ' ' || kind || ' ' || release, ',' ORDER BY version)"
                        + " FROM schema_migration WHERE version > 1"))
                .isEqualTo("2 EXPAND 9.1,3 EXPAND 9.1,4 EXPAND 9.1");
        assertThat(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
    }

    @Test
    void anOlderVersionGoesOnLivingOnAnExpandedSchema() {
        next(SHORT).expand();
        assertThat(today().expand().run()).isEmpty();
        assertThat(join(today(), new NodeCard("old", "9.0", 1))).isTrue();
    }

    @Test
    void aNodeDoesNotJoinBeforeTheSchemaIsOfItsVersion() throws SQLException {
        assertThat(join(next(SHORT), new NodeCard("new", "9.1", 5))).isFalse();
        assertThat(value("SELECT count(*) FROM node")).isEqualTo("0");
        next(SHORT).expand();
        assertThat(join(next(SHORT), new NodeCard("new", "9.1", 5))).isTrue();
        assertThat(value("SELECT name || ' ' || release || ' ' || knows FROM node"))
                .isEqualTo("new 9.1 5");
    }

    @Test
    void whatAnOlderNodeNeedsIsNotTakenAwayWhileItLives() throws SQLException {
        join(today(), new NodeCard("old", "9.0", 1));
        next(SHORT).expand();
        join(next(SHORT), new NodeCard("new", "9.1", 5));
        assertThatThrownBy(() -> next(SHORT).contract())
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageMatching(
                        ".*still needs: node old \\(Huiyin 9\\.0, seen \\d+ s ago\\)\\. Upgrade or stop it.*");
        assertThat(value("SELECT count(url) FROM scene")).isEqualTo("0");

        execute("DELETE FROM node WHERE name = 'old'");
        assertThat(next(SHORT).contract()).isEqualTo(new Migrations.Report(List.of(NARROWING), List.of()));
        assertThatThrownBy(() -> value("SELECT url FROM scene")).hasMessageContaining("url");
    }

    @Test
    void aNodeThatEndedByForceCountsForTenMinutes() throws SQLException {
        join(today(), new NodeCard("old", "9.0", 1));
        next(SHORT).expand();
        execute("UPDATE node SET seen_at = clock_timestamp() - interval '9 minutes'");
        assertThatThrownBy(() -> next(SHORT).contract()).hasMessageContaining("node old");
        execute("UPDATE node SET seen_at = clock_timestamp() - interval '11 minutes'");
        assertThat(next(SHORT).contract().run()).containsExactly(NARROWING);
    }

    @Test
    void aVersionThatIsTooOldForTheSchemaDoesNotStartOnIt() {
        next(SHORT).contract();
        String words = "has lost what this version needs: Huiyin 9.1 ran " + NARROWING
                + " on it, and this is Huiyin 9.0. Start that version or a newer one";
        assertThatThrownBy(() -> today().expand())
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageEndingWith(words);
        assertThatThrownBy(() -> join(today(), new NodeCard("old", "9.0", 1))).hasMessageEndingWith(words);
    }

    @Test
    void aNodeThatJoinsWhileNarrowingWaitsForItsLockIsSeen() throws Exception {
        next(SHORT).expand();
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM scene");
            CompletableFuture<Migrations.Report> narrowing =
                    CompletableFuture.supplyAsync(() -> next(LONG).contract());
            join(today(), new NodeCard("old", "9.0", 1));
            assertThat(narrowing)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .havingCause()
                    .withMessageContaining("node old");
        }
    }

    @Test
    void aNodeThatKnocksWhileItIsNarrowedWaitsAndIsThenTooOld() throws Exception {
        next(SHORT).expand();
        try (Connection narrowing = database.connect();
                Statement statement = narrowing.createStatement()) {
            narrowing.setAutoCommit(false);
            statement.execute(MigrationRun.STAND_ALONE);
            SchemaBooks.enter(narrowing, nextVersion().get(4), "9.1", Duration.ZERO);
            CompletableFuture<Void> knocking =
                    CompletableFuture.runAsync(() -> join(today(), new NodeCard("old", "9.0", 1)));
            assertThatThrownBy(() -> knocking.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            narrowing.commit();
            assertThat(knocking)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .havingCause()
                    .withMessageContaining("has lost");
        }
        assertThat(value("SELECT count(*) FROM node")).isEqualTo("0");
    }

    @Test
    void anEmptySchemaGetsAllOfItAndItComesToTheSame() throws SQLException {
        next(SHORT).expand();
        next(SHORT).contract();
        DatabaseUrl fresh = database.url().withSchema("fresh");
        Migrations.Report report = new Migrations(fresh, "9.1", nextVersion(), SHORT).expand();
        assertThat(report.run()).hasSize(5);
        String shape = "SELECT string_agg(x, '; ' ORDER BY x) FROM (SELECT c.relname || ' ' || a.attname || ' '"
                + " || format_type(a.atttypid, a.atttypmod) || a.attnotnull AS x"
                + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                + " WHERE c.relnamespace = '%s'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"
                + " UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) || convalidated FROM pg_constraint"
                + " WHERE connamespace = '%s'::regnamespace"
                + " UNION ALL SELECT replace(indexdef, '%s.', '') FROM pg_indexes WHERE schemaname = '%s') shape";
        String upgraded = value(shape.replace("%s", database.url().schema()));
        assertThat(upgraded.replace(database.url().schema() + ".", ""))
                .isEqualTo(value(shape.replace("%s", "fresh")).replace("fresh.", ""));
        assertThat(upgraded).contains("scene_cadre").doesNotContain("scene url");
    }

    // ------------------------------------------------------------------------------------------------------------------- locks

    @Test
    void nobodyWaitsBehindAMigrationThatWaitsForALongReader() throws Exception {
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM part");
            CompletableFuture<Migrations.Report> migrating =
                    CompletableFuture.supplyAsync(() -> next(LONG).expand());
            long longest = 0;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (System.nanoTime() < end) {
                long began = System.nanoTime();
                execute("SELECT * FROM part FOR UPDATE");
                longest = Math.max(longest, System.nanoTime() - began);
            }
            assertThat(migrating).isNotDone();
            assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(1));
            reader.rollback();
            assertThat(migrating.get(30, TimeUnit.SECONDS).run()).hasSize(3);
        }
    }

    @Test
    void whoKeepsItFromItsLockIsNamedWhenItGivesUp() throws SQLException {
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SET application_name = 'a long report'");
            statement.execute("SELECT count(*) FROM part");
            assertThatThrownBy(() -> next(SHORT).expand())
                    .isInstanceOf(DatabaseFailure.class)
                    .hasMessageMatching("migration V2__room_for_more\\.sql did not get its lock within 1 s;"
                            + " transactions that are open there: process \\d+ \\(a long report\\) for \\d s\\..*");
        }
        assertThat(next(SHORT).expand().run()).hasSize(3);
    }

    @Test
    void anIndexThatBrokeOffIsBuiltAnew() throws SQLException {
        next(SHORT).expand();
        execute("DELETE FROM schema_migration WHERE version = 3");
        execute("DROP INDEX history_at");
        execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'receipt_at'::regclass");
        assertThat(next(SHORT).expand().run()).containsExactly("V3__find_history_by_time.sql");
        assertThat(value(
                        "SELECT count(*) FROM pg_index WHERE indexrelid IN ('history_at'::regclass, 'receipt_at'::regclass)"
                                + " AND indisvalid"))
                .isEqualTo("2");
    }

    // -----------------------------------------------------------------------------------------------------------
    // several at once

    @Test
    void ofManyThatStartAtOnceOneMigratesAndTheOthersFindItDone() throws Exception {
        DatabaseUrl fresh = database.url().withSchema("fresh");
        List<CompletableFuture<Migrations.Report>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(CompletableFuture.supplyAsync(() -> new Migrations(fresh, "9.1", nextVersion(), LONG).expand()));
        }
        List<Integer> run = new ArrayList<>();
        for (CompletableFuture<Migrations.Report> one : all) {
            run.add(one.get(60, TimeUnit.SECONDS).run().size());
        }
        assertThat(run).containsExactlyInAnyOrder(5, 0, 0, 0);
    }

    @Test
    void whoWasStoppedForLongerThanItsLeaseChangesNothing() throws SQLException {
        try (Connection connection = Connections.open(database.url());
                SchemaLease stopped =
                        SchemaLease.take(database.url(), connection).orElseThrow()) {
            assertThat(SchemaLease.take(database.url(), connection)).isEmpty();
            execute("UPDATE schema_lease SET lease_until = '-infinity'");
            try (SchemaLease other =
                    SchemaLease.take(database.url(), connection).orElseThrow()) {
                MigrationRun run = new MigrationRun(connection, stopped, "9.1", SHORT);
                for (Migration one : nextVersion().subList(1, 3)) {
                    assertThatThrownBy(() -> run.run(one, Duration.ofMinutes(10)))
                            .hasMessageContaining("another process has taken over");
                }
                assertThat(other.holds(connection)).isTrue();
            }
        }
        assertThat(value("SELECT max(version) FROM schema_migration")).isEqualTo("1");
    }

    // -------------------------------------------------------------------------------------------------------------------- faults

    @Test
    void aStatementThatFailsIsNamedAndNothingOfItsFileStays() throws SQLException {
        Migration broken = Migration.of(
                "V2__broken.sql", "ALTER TABLE part ADD COLUMN note text;\n\nALTER TABLE nowhere ADD COLUMN a text;");
        List<Migration> known = List.of(MigrationFiles.shipped().get(0), broken);
        assertThatThrownBy(() -> new Migrations(database.url(), "9.1", known, SHORT).expand())
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageStartingWith("migration V2__broken.sql:3: ERROR: relation \"nowhere\" does not exist");
        assertThatThrownBy(() -> value("SELECT note FROM part")).hasMessageContaining("note");
        assertThat(value("SELECT coalesce(owner, 'nobody') FROM schema_lease")).isEqualTo("nobody");
    }

    @Test
    void aFileThatWasChangedAfterItWasRunIsRefused() {
        List<Migration> changed = List.of(Migration.of("V1__foundation.sql", "SELECT 1"));
        assertThatThrownBy(() -> new Migrations(database.url(), "9.0", changed, SHORT).expand())
                .hasMessageContaining("was made by another V1__foundation.sql than this one");
    }

    @Test
    void tablesWithoutAListAreNotTakenForOurs() throws SQLException {
        execute("DROP TABLE schema_migration");
        assertThatThrownBy(() -> today().expand()).hasMessageContaining("no list of its migrations");
    }

    @Test
    void theRightToCreateASchemaIsNotNeededWhereThereIsOne() throws SQLException {
        execute(
                "CREATE SCHEMA fresh; CREATE ROLE county_clerk LOGIN PASSWORD 'x'; GRANT ALL ON SCHEMA fresh TO county_clerk");
        DatabaseUrl url = database.url();
        DatabaseUrl clerk = new DatabaseUrl(
                url.host(), url.port(), url.database(), "county_clerk", "x", "fresh", java.util.Map.of());
        try {
            assertThat(new Migrations(clerk, "9.0").expand().run()).containsExactly("V1__foundation.sql");
        } finally {
            execute("DROP OWNED BY county_clerk; DROP ROLE county_clerk");
        }
    }
}
