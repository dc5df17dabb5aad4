package org.huiyin.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.schema.Migrations;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.EmbeddedServer;
import org.huiyin.db.server.Jdbc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody fetches what a server keeps for a backup: its disk does not fill, and whoever comes back begins anew. On a server of its own. */
@Tag("fault")
class ForgottenSlotTest {
    /** One segment of the log, which is what the server throws away at a time. */
    private static final String FEW = "16MB";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theServerKeepsSoMuchAndNoMoreAndTheNextRunIsAWholeCopy() throws Exception {
        Map<String, String> settings = Map.of("max_slot_wal_keep_size", FEW, "fsync", "off");
        try (EmbeddedServer server =
                        EmbeddedServer.start(folder.resolve("data"), Path.of("target", "postgres-binaries"), settings);
                TestDatabase elsewhere = TestDatabase.create()) {
            DatabaseUrl url = server.url().withSchema("huiyin");
            Migrations.migrate(url);
            assertThat(backup(url).isWhole()).isTrue();
            try (Connection connection = Jdbc.open(url)) {
                Sql.run(connection, "INSERT INTO key_check (sealed) VALUES ('\\x0102')");
                for (int segment = 0; segment < 4; segment++) {
                    Sql.run(connection, "SELECT pg_logical_emit_message(true, 'test', 'x'), pg_switch_wal()");
                    Sql.run(connection, "CHECKPOINT");
                }
                assertThat(states(connection)).containsExactly("lost");
                BackupReport report = backup(url);
                assertThat(report.why()).contains("more than its max_slot_wal_keep_size");
                assertThat(report.increments())
                        .as("and goes on with increments")
                        .isTrue();
                assertThat(states(connection)).containsExactly("reserved");
                Sql.run(connection, "INSERT INTO unit (code, name, kind) VALUES ('U', '局', '部门')");
            }
            assertThat(backup(url).isWhole()).isFalse();
            restore(elsewhere.url().withSchema("restored"));
            assertThat(SmallCounty.rows(elsewhere.url().withSchema("restored")))
                    .as("on another server, from the copy and the increment after it")
                    .containsEntry("unit", SmallCounty.rows(url).get("unit"))
                    .containsEntry("key_check", SmallCounty.rows(url).get("key_check"));
        }
    }

    private BackupReport backup(DatabaseUrl url) {
        return new Backup(new Backup.Order(url, folder.resolve("backup"), 2, "3f2a", "node"), Progress.NONE).run();
    }

    private void restore(DatabaseUrl url) {
        Restore.of(Restore.offer(folder.resolve("backup"), null, Progress.NONE), url, Progress.NONE)
                .run("tester");
    }

    private static List<String> states(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT wal_status FROM pg_replication_slots", row -> row.getString(1));
    }
}
