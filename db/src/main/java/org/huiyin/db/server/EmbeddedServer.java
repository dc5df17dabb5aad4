package org.huiyin.db.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as part of this installation: its binaries come from a jar, its data stay in a directory of ours. A server that outlived a killed
 * process of ours is taken over, and one that dies under us is started again. Blocking: not for an event loop.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String DATABASE = "huiyin";

    private static final long RESTART_MS = 500;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final int TOLD_AGAIN = 30;

    private static final long MEGABYTE = 1024 * 1024;

    private final Path data;
    private final Cluster cluster;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Path passwordFile;
    private final String password;
    private final Map<String, String> settings;
    private final int port;
    private volatile boolean closing;

    private EmbeddedServer(Path directory, Path binaries, Map<String, String> settings) throws IOException {
        Files.createDirectories(directory);
        this.data = directory.resolve("postgres");
        this.cluster = new Cluster(data, PostgresPrograms.in(binaries), directory.resolve("postgres.log"));
        this.settings = Map.copyOf(settings);
        this.lockChannel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lockChannel.tryLock();
        if (held == null) {
            lockChannel.close();
            throw new DatabaseFailure("another Huiyin already runs on the data directory " + directory
                    + ": stop it, or set HUIYIN_DATA_DIR to another one");
        }
        this.lock = held;
        this.passwordFile = directory.resolve("postgres.password");
        this.password = SecretFile.readOrCreate(passwordFile);
        this.port = Cluster.postmasterOf(data).map(Cluster.Postmaster::port).orElseGet(() -> choosePort(directory));
    }

    /**
     * Starts the server, or takes over the one that runs.
     *
     * @param directory everything of ours: data, password, lock
     * @param binaries where its programs are, or are unpacked once
     * @param settings of the server, over those that are set here
     * @throws DatabaseFailure in words for the administrator
     */
    public static EmbeddedServer start(Path directory, Path binaries, Map<String, String> settings) {
        try {
            EmbeddedServer server = new EmbeddedServer(directory.toAbsolutePath(), binaries.toAbsolutePath(), settings);
            server.startOrAdopt();
            return server;
        } catch (IOException | IllegalStateException e) {
            throw new DatabaseFailure(
                    "the embedded database in " + directory + " does not start: " + e.getMessage()
                            + " (see postgres.log there)",
                    e);
        }
    }

    /** Where the server is that another process keeps on {@code directory} just now; empty when there is none. */
    public static Optional<DatabaseUrl> running(Path directory) {
        Path password = directory.resolve("postgres.password");
        return Cluster.postmasterOf(directory.resolve("postgres"))
                .filter(server -> Files.isReadable(password))
                .map(server -> url(server.port(), SecretFile.read(password)));
    }

    public DatabaseUrl url() {
        return url(port, password);
    }

    private static DatabaseUrl url(int port, String password) {
        return new DatabaseUrl("127.0.0.1", port, DATABASE, "postgres", password, DATABASE, Map.of());
    }

    private void startOrAdopt() throws IOException {
        Optional<Cluster.Postmaster> running = Cluster.postmasterOf(data);
        if (running.isPresent()) {
            log.info(
                    "taking over the PostgreSQL that runs as process {}",
                    running.get().pid());
            cluster.awaitReady();
        } else {
            cluster.refuseRoot();
            if (!cluster.exists()) {
                cluster.create(passwordFile, DATABASE);
            }
            cluster.start(port, settings());
        }
        watch();
    }

    /**
     * How much of what has changed, in MB, is kept for a backup that does not fetch it: a quarter of the free disk, within 1 and 16 GB. With
     * more the backup begins anew; the disk must not fill for its sake.
     */
    private long keptForBackups() throws IOException {
        Path parent = Objects.requireNonNull(data.getParent());
        long quarter = Files.getFileStore(parent).getUsableSpace() / 4 / MEGABYTE;
        return Math.max(1024, Math.min(16 * 1024, quarter));
    }

    private Map<String, String> settings() throws IOException {
        Map<String, String> all = new TreeMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        all.put("timezone", "UTC");
        all.put("fsync", "on");
        all.put("synchronous_commit", "on");
        all.put("full_page_writes", "on");
        all.put("max_connections", "100");
        all.put("jit", "off");
        // So that backups can follow what changes.
        all.put("wal_level", "logical");
        all.put("max_replication_slots", "20");
        all.put("max_slot_wal_keep_size", keptForBackups() + "MB");
        all.putAll(settings);
        return all;
    }

    private void watch() {
        Cluster.postmasterOf(data).flatMap(p -> ProcessHandle.of(p.pid())).ifPresent(process -> {
            CompletableFuture<Void> ignored = process.onExit().thenRunAsync(this::restart);
        });
    }

    /** For ever, because what ended it may last: a full disk is not emptied within a minute. */
    private void restart() {
        for (int attempt = 1; !closing; attempt++) {
            try {
                if (attempt == 1 || attempt % TOLD_AGAIN == 0) {
                    log.error("PostgreSQL has ended by itself; starting it again, attempt {}", attempt);
                }
                cluster.start(port, settings());
                log.warn("PostgreSQL runs again");
                watch();
                return;
            } catch (IOException | IllegalStateException e) {
                if (attempt == 1 || attempt % TOLD_AGAIN == 0) {
                    log.error(
                            "PostgreSQL does not start: {} (postgres.log in the data directory says why)",
                            e.getMessage());
                }
                // A server killed with -9 leaves children that hold its memory for a moment.
                pause(Math.min(LONGEST_PAUSE_MS, RESTART_MS * attempt));
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int choosePort(Path directory) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new DatabaseFailure("no free port for the embedded database in " + directory, e);
        }
    }

    /** Stops the server in its fast mode: connections end, everything committed is on disk. */
    @Override
    public void close() {
        closing = true;
        Optional<Cluster.Postmaster> running = Cluster.postmasterOf(data);
        running.ifPresent(postmaster -> Cluster.interrupt(postmaster.pid()));
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            log.warn("the lock of the data directory could not be given back: {}", e.getMessage());
        }
    }
}
