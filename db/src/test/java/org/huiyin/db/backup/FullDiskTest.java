package org.huiyin.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.server.Jdbc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a file system of its own, which needs the right to mount one. */
@Tag("fault")
class FullDiskTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void itIsSaidNothingHalfStaysAndAfterwardsItGoesOn() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mount(disk), "no right to mount");
        try (SmallCounty county = new SmallCounty()) {
            Backup.Order order = new Backup.Order(county.database.url(), disk.resolve("backup"), 2, "3f2a", "node");
            new Backup(order, Progress.NONE).run();
            for (int i = 0; i < 20; i++) {
                county.ticket();
            }
            assertThatThrownBy(() -> new Backup(order, Progress.NONE).run())
                    .isInstanceOf(BackupFailure.class)
                    .hasMessageContaining("the disk is full");
            assertThat(noted(county)).hasValueSatisfying(why -> assertThat(why).contains("the disk is full"));
            assertThat(new Verification(Progress.NONE).all(disk.resolve("backup")))
                    .singleElement()
                    .satisfies(found -> assertThat(found.problems()).isEmpty());
            assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
            assertThat(new Backup(order, Progress.NONE).run().changed()).isGreaterThan(100);
            assertThat(noted(county)).isEmpty();
        } finally {
            run("umount", disk.toString());
        }
    }

    private static Optional<String> noted(SmallCounty county) throws Exception {
        try (Connection connection = Jdbc.open(county.database.url())) {
            return Optional.ofNullable(
                    Sql.one(connection, "SELECT failure FROM backup_directory", row -> row.getString(1)));
        }
    }

    private static boolean mount(Path disk) throws Exception {
        return run("mount", "-t", "tmpfs", "-o", "size=600k", "none", disk.toString());
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}
