package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.bot.fault.RealService.Ways;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.EmbeddedServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servers go through. Each fault has a name in a meter and in a line of the log, nothing is lost or doubled, and nobody repairs anything by
 * hand.
 */
@Tag("fault")
class OutageTest {
    private static final Path FOLDER = Path.of("target", "fault", "outage");
    private static final long SEED = 20_260_102;
    private static final long PATIENCE_MINUTES = 3;
    private static final String OUTAGES = "huiyin_batch_failures_total{reason=\"outage\"}";
    private static final PaperCounty FORTY = new PaperCounty(40, 1, false);

    // ------------------------------------------------------------------------------------------------------------------ the database

    @Test
    void theEmbeddedDatabaseIsKilledUnderLoad() throws Exception {
        try (Rig rig = Rig.embedded(FOLDER, FORTY, Ways.PLAIN)) {
            Writers writers = new Writers(rig.doors, rig.wechat, 1, SEED);
            Future<?> writing = writers.write(rig.villagers(), 1, 8);
            Awaiting.until("half has been said", Rig.PATIENCE, () -> writers.answers() > 100);
            rig.node(1).killPostgres();
            writing.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            rig.reckoning().check(writers);
            rig.named(1, OUTAGES, failures -> failures > 0, "PostgreSQL has ended by itself; starting it again");
            rig.named(1, "huiyin_database_up", up -> up == 1, "PostgreSQL runs again");
        }
    }

    @Test
    void anExternalDatabaseIsAwayForAWhile() throws Exception {
        Path folder = FOLDER.resolveSibling("somebody-elses");
        try (SomebodysServer server = new SomebodysServer(folder);
                Rig rig = Rig.external(FOLDER, FORTY, server.url(), 1, Ways.PLAIN)) {
            Writers writers = new Writers(rig.doors, rig.wechat, 1, SEED);
            Future<?> writing = writers.write(rig.villagers(), 1, 8);
            Awaiting.until("half has been said", Rig.PATIENCE, () -> writers.answers() > 100);
            server.stop();
            rig.named(1, "huiyin_database_up", up -> up == 0, "the database does not answer");
            server.start();
            writing.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            rig.reckoning().check(writers);
            rig.named(1, OUTAGES, failures -> failures > 0, "was not written");
            rig.named(1, "huiyin_database_up", up -> up == 1, "the database does not answer");
        }
    }

    @Test
    void theDiskIsFullForAWhile() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(FOLDER.resolveSibling("small-disk"));
                Rig rig = Rig.embedded(disk.folder(), FORTY, Ways.PLAIN)) {
            Writers writers = new Writers(rig.doors, rig.wechat, 1, SEED);
            writers.write(rig.villagers(), 1, 2).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            disk.fill();
            Future<?> writing = writers.write(rig.villagers(), 3, 6);
            rig.named(
                    1,
                    "huiyin_disk_free_bytes",
                    bytes -> bytes < 1 << 20,
                    "the disk of the data directory has 0 MB left");
            Rig.until("messages are refused", () -> rig.faults() > 0);
            disk.empty();
            writing.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            rig.reckoning().check(writers);
            rig.named(1, OUTAGES, failures -> failures > 0, "was not written");
            rig.named(1, "huiyin_database_up", up -> up == 1, "was not written");
        }
    }

    // ------------------------------------------------------------------------------------------------------------------ the provider

    @ParameterizedTest(name = "errcode {0}")
    @ValueSource(ints = {40_001, 42_001, 40_014})
    void aTokenIsRevoked(int errcode) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Rig rig = Rig.external(FOLDER, new PaperCounty(4, 1, false), database.url(), 1, Ways.PLAIN)) {
            String code = rig.villagerSays(1, "路灯坏了");
            rig.cadreSays(1, "#" + code + " 答复一");
            rig.toVillagers.await(part -> part.text().endsWith("答复一"), Rig.PATIENCE);

            rig.toVillagers.failNext(Api.SEND, StubFault.errcode(errcode));
            rig.toVillagers.expireTokens();
            rig.cadreSays(1, "#" + code + " 答复二");
            rig.toVillagers.await(part -> part.text().endsWith("答复二"), Rig.PATIENCE);
            rig.named(
                    1,
                    "huiyin_tokens_refused_total",
                    tokens -> tokens >= 1,
                    "no longer takes the access token of wechat");

            rig.toVillagers.failAlways(Api.SEND, StubFault.errcode(errcode));
            rig.cadreSays(1, "#" + code + " 答复三");
            rig.named(
                    1,
                    "huiyin_channel_paused{channel=\"wechat\"}",
                    paused -> paused == 1,
                    "channel wechat is paused for 5 s: CREDENTIALS");
            assertThat(rig.metric(1, "huiyin_send_faults_total{channel=\"wechat\",kind=\"credentials\"}"))
                    .isEqualTo(1);
            rig.toVillagers.behave();
            rig.toVillagers.await(part -> part.text().endsWith("答复三"), Rig.PATIENCE);
            assertThat(rig.toVillagers.sent()).hasSize(3);
            rig.named(1, "huiyin_channel_paused{channel=\"wechat\"}", paused -> paused == 0, "CREDENTIALS");
        }
    }

    // -------------------------------------------------------------------------------------------------------------
    // what is broken

    /** PostgreSQL as another machine would run it: whoever watches it there starts it again when he is told to. */
    private static final class SomebodysServer implements AutoCloseable {
        private final Path folder;
        private final int port;
        private EmbeddedServer server;

        SomebodysServer(Path folder) throws IOException {
            RealService.wipe(folder);
            this.folder = folder;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                this.port = free.getLocalPort();
            }
            this.server = begin();
        }

        private EmbeddedServer begin() {
            return EmbeddedServer.start(
                    folder, Path.of("target", "postgres-binaries"), Map.of("port", Integer.toString(port)));
        }

        /** The same after each start. */
        DatabaseUrl url() {
            DatabaseUrl own = server.url();
            return new DatabaseUrl(
                    own.host(), port, own.database(), own.user(), own.password(), own.schema(), own.options());
        }

        void stop() {
            server.close();
        }

        void start() {
            server = begin();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** A disk of 1.3 GB, more than what is thought little. */
    private record SmallDisk(Path folder) implements AutoCloseable {
        static SmallDisk mount(Path folder) throws IOException {
            Files.createDirectories(folder);
            assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", "size=1300m", "tmpfs", folder.toString()) == 0,
                    "NOT TESTED: a disk that can be full takes root and mount");
            return new SmallDisk(folder);
        }

        private static int run(String... command) {
            try {
                return new ProcessBuilder(command).start().onExit().join().exitValue();
            } catch (IOException e) {
                return -1;
            }
        }

        /** To the last byte: what a database frees just then is taken, too. */
        void fill() {
            byte[] rubbish = new byte[1 << 20];
            for (int size = rubbish.length; size > 0; size /= 2) {
                try (OutputStream file = Files.newOutputStream(
                        folder.resolve("rubbish"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    do {
                        file.write(rubbish, 0, size);
                    } while (folder.toFile().isDirectory());
                } catch (IOException full) {
                    assertThat(full).hasMessageContaining("space");
                }
            }
        }

        void empty() throws IOException {
            Files.delete(folder.resolve("rubbish"));
        }

        @Override
        public void close() {
            assertThat(run("umount", "-l", folder.toString())).isZero();
        }
    }
}
