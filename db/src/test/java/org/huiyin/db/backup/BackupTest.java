package org.huiyin.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.Jdbc;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A county goes into a directory while it is written to, and comes out of it into another database, row for row. */
class BackupTest {
    /** What a restore changes on purpose; each has a test of its own. */
    private static final Set<String> NEW = Set.of("county_identity", "recovery", "lane", "outbox");

    @TempDir
    Path folder = Path.of("");

    private final SmallCounty county;
    private final TestDatabase target = TestDatabase.create();

    BackupTest() throws SQLException {
        county = new SmallCounty();
    }

    @AfterEach
    void close() {
        county.close();
        target.close();
    }

    private Path directory() {
        return folder.resolve("backup");
    }

    private Backup.Order order(DatabaseUrl url) {
        return new Backup.Order(url, directory(), 2, "3f2a", "node");
    }

    private BackupReport backup() {
        return new Backup(order(county.database.url()), Progress.NONE).run();
    }

    private DatabaseUrl elsewhere() {
        return target.url().withSchema("restored");
    }

    private RestoreReport restore(@Nullable Instant to) {
        return Restore.of(Restore.offer(directory(), to, Progress.NONE), elsewhere(), Progress.NONE)
                .run("tester");
    }

    private void assertRestored() throws SQLException {
        Map<String, String> there = without(SmallCounty.rows(elsewhere()));
        assertThat(there).isEqualTo(without(SmallCounty.rows(county.database.url())));
        assertThat(there).hasSizeGreaterThan(20);
    }

    private static Map<String, String> without(Map<String, String> rows) {
        Map<String, String> compared = new TreeMap<>(rows);
        compared.keySet().removeAll(NEW);
        return compared;
    }

    @Test
    void aCopyAndItsIncrementsComeBackRowForRow() throws Exception {
        county.ticket();
        county.ticket();
        BackupReport first = backup();
        assertThat(first.isWhole()).isTrue();
        assertThat(first.increments()).isTrue();
        assertThat(first.why()).isEqualTo("there is none yet");

        assertThat(backup().changed()).as("nothing happened").isZero();
        county.change();
        county.sql(
                "CREATE TABLE set_aside_2031_01 PARTITION OF set_aside FOR VALUES FROM ('2031-01-01') TO ('2031-02-01')");
        county.sql(
                "CREATE TABLE set_aside_2031_02 PARTITION OF set_aside FOR VALUES FROM ('2031-02-01') TO ('2031-03-01')");
        county.sql(
                "INSERT INTO set_aside (at, channel, reason, kind, content)"
                        + " SELECT '2031-01-15'::timestamptz + i * interval '20 days', 'sim', 'POISON', 'EVENT', '\\x01' FROM generate_series(0, 1) i");
        county.ticket();
        BackupReport second = backup();
        assertThat(second.isWhole()).isFalse();
        assertThat(second.changed()).isGreaterThan(20);
        assertThat(second.until()).isAfter(first.until());
        county.change();
        county.sql("TRUNCATE inbound, receipt");
        county.ticket();
        county.sql("UPDATE set_aside SET channel = 'more'");
        county.sql("DROP TABLE set_aside_2031_01");
        backup();

        assertThat(new Verification(Progress.NONE).all(directory()))
                .singleElement()
                .satisfies(found -> assertThat(found.problems()).isEmpty());
        RestoreReport report = restore(null);
        assertRestored();
        assertThat(report.increments()).isEqualTo(2);
        assertThat(report.histories()).isGreaterThanOrEqualTo(10);
        assertThat(report.again()).isFalse();
    }

    @Test
    void whatWasRestoredIsHeldAndCanBeBackedUpOnlyOnceItIsReleased() throws Exception {
        county.sql("INSERT INTO lane (address_id, owner, epoch, lease_until) VALUES (1, 'n', 7, 'infinity')");
        county.sql(
                "INSERT INTO provider_token (name, token, renew_at, expires_at) VALUES ('t', '\\x01', now(), now())");
        county.ticket();
        county.sql("INSERT INTO outbox (address_id, part_id, created_at, channel, priority, ord, ready_at) VALUES"
                + " (1, 99, now(), 'sim', 1, 'infinity', 'infinity')");
        BackupReport made = backup();
        restore(null);
        try (Connection connection = Jdbc.open(elsewhere())) {
            assertThat(Catalogue.held(connection)).isEqualTo("HELD");
            assertThat(one(connection, "SELECT epoch || ' ' || lease_until || ' ' || (owner IS NULL) FROM lane"))
                    .isEqualTo("8 -infinity true");
            assertThat(one(
                            connection,
                            "SELECT string_agg(coalesce(epoch::text, 'null'), ' ' ORDER BY part_id) FROM outbox"))
                    .as("what was due may have been sent since")
                    .isEqualTo("0 null");
            assertThat(one(connection, "SELECT count(*) FROM provider_token")).isEqualTo("0");
            assertThat(one(connection, "SELECT lives FROM county_identity")).isEqualTo("2");
            assertThat(one(connection, "SELECT kind || ' ' || who FROM recovery"))
                    .isEqualTo("RESTORED tester");
            assertThat(one(connection, "SELECT lost_from < since FROM held")).isEqualTo("t");
            assertThat(one(connection, "SELECT nextval('address_id')")).isEqualTo(Long.toString(65 + 1_000_000 + 64));
            assertThat(one(connection, "SELECT nextval('ticket_id')")).isEqualTo(Long.toString(50_000 + 16));
            assertThatThrownBy(() -> new Backup(order(elsewhere()), Progress.NONE).run())
                    .isInstanceOf(BackupFailure.class)
                    .hasMessageContaining("is held after a restore");

            Sql.run(connection, "DELETE FROM held");
            BackupReport taken = new Backup(order(elsewhere()), Progress.NONE).run();
            assertThat(taken.generation()).isGreaterThan(made.generation());
            assertThat(taken.why()).isEqualTo("the county has been restored since the last one");
            assertThatThrownBy(this::backup)
                    .as("the old county")
                    .isInstanceOf(BackupFailure.class)
                    .hasMessageContaining("this database is the older");
            Slot.dropOthers(
                    connection,
                    BackupDirectory.reading(directory())
                            .identity()
                            .orElseThrow()
                            .directory(),
                    List.of());
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        return Sql.one(connection, sql, row -> row.getString(1));
    }

    @Test
    void anyMomentBetweenTheFirstCopyAndTheLastIncrementCanBeRestored() throws Exception {
        backup();
        county.ticket();
        backup();
        Instant between = databaseTime();
        Map<String, String> then = without(SmallCounty.rows(county.database.url()));
        county.change();
        backup();
        RestoreReport report = restore(between);
        assertThat(without(SmallCounty.rows(elsewhere()))).isEqualTo(then);
        assertThat(report.until()).isEqualTo(between);

        assertThatThrownBy(() -> Restore.offer(directory(), Instant.parse("2020-01-01T00:00:00Z"), Progress.NONE))
                .hasMessageContaining("the backup begins at");
    }

    private Instant databaseTime() throws SQLException {
        try (Connection connection = Jdbc.open(county.database.url())) {
            return Sql.one(
                    connection,
                    "SELECT clock_timestamp()",
                    row -> row.getObject(1, java.time.OffsetDateTime.class).toInstant());
        }
    }

    @Test
    void aTargetThatIsNotEmptyIsLeftAlone() throws Exception {
        backup();
        try (SmallCounty other = new SmallCounty()) {
            Map<String, String> before = SmallCounty.rows(other.database.url());
            Restore.Offer offer = Restore.offer(directory(), null, Progress.NONE);
            assertThatThrownBy(() -> Restore.of(offer, other.database.url(), Progress.NONE)
                            .run("tester"))
                    .isInstanceOf(BackupFailure.class)
                    .hasMessageContaining("is not empty")
                    .hasMessageContaining("nothing is restored over a county");
            assertThat(SmallCounty.rows(other.database.url())).isEqualTo(before);
        }
    }

    @Test
    void aRestoreThatBrokeOffIsClearedAndBegunAgain() throws Exception {
        county.ticket();
        backup();
        county.change();
        backup();
        Restore.Offer offer = Restore.offer(directory(), null, Progress.NONE);
        Progress breaking = (stage, done, total) -> {
            if (stage.startsWith("replaying")) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> Restore.of(offer, elsewhere(), breaking).run("tester"))
                .hasMessage("killed");
        try (Connection connection = Jdbc.open(elsewhere())) {
            assertThat(Catalogue.held(connection)).isEqualTo("RESTORING");
        }
        assertThat(restore(null).again()).isTrue();
        assertRestored();
    }

    @Test
    void aLostSlotAndChangedTablesBeginANewCopyByThemselves() throws Exception {
        backup();
        Slot slot;
        try (Connection connection = Jdbc.open(county.database.url())) {
            String name = String.valueOf(newest().base().slot());
            slot = new Slot(connection, name);
            county.ticket();
            slot.advance(one(connection, "SELECT pg_current_wal_flush_lsn()"));
            assertThat(backup().why()).isEqualTo("somebody else has fetched what had changed since the last one");
            new Slot(connection, String.valueOf(newest().base().slot())).drop();
        }
        assertThat(backup().why()).isEqualTo("the server no longer keeps what has changed since the last one");
        county.sql("ALTER TABLE unit ADD COLUMN more text");
        assertThat(backup().why()).isEqualTo("Huiyin's tables have changed since the last one");
        assertThat(BackupDirectory.reading(directory()).generations())
                .as("the newest two are kept")
                .extracting(Generation::number)
                .containsExactly(3, 4);
        assertThat(slots()).as("and one slot").hasSize(1);
        assertThatThrownBy(() -> restore(null))
                .hasMessageContaining("tables are not those of this Huiyin")
                .hasMessageContaining("more text");
    }

    private Generation newest() {
        List<Generation> all = BackupDirectory.reading(directory()).generations();
        return all.get(all.size() - 1);
    }

    private List<String> slots() throws SQLException {
        try (Connection connection = Jdbc.open(county.database.url())) {
            return Sql.list(connection, Slot.STATES, row -> row.getString(1));
        }
    }

    @Test
    void withoutTheRightToReplicateEveryBackupIsAWholeCopyAndSaysWhatToGrant() throws Exception {
        county.sql("CREATE ROLE plain LOGIN PASSWORD 'plain'");
        try {
            county.sql("GRANT USAGE ON SCHEMA huiyin TO plain");
            county.sql("GRANT ALL ON ALL TABLES IN SCHEMA huiyin TO plain");
            county.sql("GRANT ALL ON ALL SEQUENCES IN SCHEMA huiyin TO plain");
            DatabaseUrl admin = county.database.url();
            DatabaseUrl plain = new DatabaseUrl(
                    admin.host(), admin.port(), admin.database(), "plain", "plain", admin.schema(), Map.of());
            county.ticket();
            BackupReport first = new Backup(order(plain), Progress.NONE).run();
            assertThat(first.increments()).isFalse();
            assertThat(first.note())
                    .contains("ALTER ROLE \"plain\" REPLICATION")
                    .contains("whole copy");
            county.ticket();
            BackupReport second = new Backup(order(plain), Progress.NONE).run();
            assertThat(second.why()).isEqualTo("the last one has no increments");
            restore(null);
            assertRestored();
        } finally {
            county.sql("DROP OWNED BY plain");
            county.sql("DROP ROLE plain");
        }
    }

    @Test
    void aRoleThatIsNoSuperuserDoesEverythingWithTheRightToReplicate() throws Exception {
        county.sql("CREATE ROLE owner LOGIN PASSWORD 'owner' REPLICATION");
        DatabaseUrl admin = county.database.url();
        try {
            county.sql("GRANT CREATE ON DATABASE \"" + admin.database() + "\" TO owner");
            county.sql("ALTER SCHEMA huiyin OWNER TO owner");
            county.sql("GRANT ALL ON ALL SEQUENCES IN SCHEMA huiyin TO owner");
            county.sql("GRANT ALL ON ALL TABLES IN SCHEMA huiyin TO owner");
            DatabaseUrl url = new DatabaseUrl(
                    admin.host(), admin.port(), admin.database(), "owner", "owner", admin.schema(), Map.of());
            assertThat(new Backup(order(url), Progress.NONE).run().note())
                    .contains("ALTER TABLE")
                    .contains("OWNER TO \"owner\"");
            for (Layout.Table table : layout().roots()) {
                county.sql("ALTER TABLE \"" + table.name() + "\" OWNER TO owner");
            }
            assertThat(new Backup(order(url), Progress.NONE).run().increments()).isTrue();
            county.ticket();
            assertThat(new Backup(order(url), Progress.NONE).run().isWhole()).isFalse();
            Restore.of(
                            Restore.offer(directory(), null, Progress.NONE),
                            url.withSchema("restored_by_owner"),
                            Progress.NONE)
                    .run("tester");
            assertThat(without(SmallCounty.rows(url.withSchema("restored_by_owner"))))
                    .isEqualTo(without(SmallCounty.rows(admin)));
        } finally {
            county.sql("DROP PUBLICATION IF EXISTS "
                    + Sql.name(String.valueOf(newest().base().slot())));
            county.sql("REASSIGN OWNED BY owner TO CURRENT_USER");
            county.sql("DROP OWNED BY owner");
            county.sql("DROP ROLE owner");
        }
    }

    private Layout layout() throws SQLException {
        try (Connection connection = Jdbc.open(county.database.url())) {
            return Catalogue.layout(connection);
        }
    }

    /** A new table is written down here, or in {@link Layout#NOT_COPIED}: then somebody has thought of what a restore makes of its rows. */
    private static final Set<String> COPIED = Set.of(
            "key_check",
            "county_identity",
            "recovery",
            "config_version",
            "grid",
            "unit",
            "cadre",
            "household",
            "villager",
            "duty",
            "link",
            "registry_version",
            "import_chunk",
            "import_part",
            "registry_import",
            "registry_change",
            "address",
            "binding",
            "confirmation",
            "scene",
            "ticket",
            "history",
            "history_root",
            "absence",
            "publication",
            "digest",
            "common_problem",
            "common_step",
            "common_member",
            "tally",
            "tally_run",
            "attachment",
            "question",
            "inbound",
            "set_aside",
            "part",
            "outbox",
            // Settled by the restore: nobody has a lane, and what was under way is asked about.
            "lane",
            "receipt");

    @Test
    void everyTableIsCopiedOrKnownNotToBeAndHasAKey() throws Exception {
        try (Connection connection = Jdbc.open(county.database.url())) {
            Layout layout = Catalogue.layout(connection);
            assertThat(layout.withoutKey()).isEmpty();
            assertThat(layout.roots().stream().map(Layout.Table::name)).containsExactlyInAnyOrderElementsOf(COPIED);
            List<String> all = Sql.list(
                    connection,
                    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')",
                    row -> row.getString(1));
            assertThat(all).containsAll(Layout.NOT_COPIED);
        }
    }

    @Test
    void noKeyIsInTheDirectoryAndNobodyElseMayReadIt() throws Exception {
        backup();
        try (var files = Files.walk(directory())) {
            for (Path file : files.toList()) {
                assertThat(Files.getPosixFilePermissions(file))
                        .as(file.toString())
                        .noneMatch(permission -> permission.name().startsWith("OTHERS")
                                && !file.getFileName().toString().equals("lock"));
            }
        }
        assertThat(Files.readString(directory().resolve("README.txt"))).contains("are NOT here");
    }
}
