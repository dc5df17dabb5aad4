package org.huiyin.db.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as part of this installation: its binaries come from a jar, its data stay in a directory of ours. A server that outlived a killed
 * process of ours is taken over, and one that dies under us is started again. Blocking: not for an event loop.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String DATABASE = "huiyin";
    /** Long enough for crash recovery of a large database to begin accepting connections. */
    private static final Duration START_WAIT = Duration.ofMinutes(5);

    private static final long MEGABYTE = 1024 * 1024;

    private final Path data;
    private final Path binaries;
    private final Path serverLog;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final String password;
    private final Map<String, String> settings;
    private final int port;
    private volatile boolean closing;

    private EmbeddedServer(Path directory, Path binaries, Map<String, String> settings) throws IOException {
        Files.createDirectories(directory);
        this.data = directory.resolve("postgres");
        this.binaries = binaries;
        this.serverLog = directory.resolve("postgres.log");
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
        this.password = SecretFile.readOrCreate(directory.resolve("postgres.password"));
        this.port = postmasterOf(data).map(Postmaster::port).orElseGet(() -> choosePort(directory));
    }

    /**
     * Starts the server, or takes over the one that runs.
     *
     * @param directory everything of ours: data, password, lock
     * @param binaries where the binaries are unpacked once
     * @param settings of the server, over those that are set here
     * @throws DatabaseFailure in words for the administrator
     */
    public static EmbeddedServer start(Path directory, Path binaries, Map<String, String> settings) {
        try {
            EmbeddedServer server = new EmbeddedServer(directory.toAbsolutePath(), binaries.toAbsolutePath(), settings);
            server.startOrAdopt();
            return server;
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new DatabaseFailure(
                    "the embedded database in " + directory + " does not start: " + e.getMessage()
                            + " (see postgres.log there)",
                    e);
        }
    }

    /** Where the server is that another process keeps on {@code directory} just now; empty when there is none. */
    public static Optional<DatabaseUrl> running(Path directory) {
        Path password = directory.resolve("postgres.password");
        return postmasterOf(directory.resolve("postgres"))
                .filter(server -> Files.isReadable(password))
                .map(server -> url(server.port(), SecretFile.read(password)));
    }

    public DatabaseUrl url() {
        return url(port, password);
    }

    private static DatabaseUrl url(int port, String password) {
        return new DatabaseUrl("127.0.0.1", port, DATABASE, "postgres", password, DATABASE, Map.of());
    }

    private void startOrAdopt() throws IOException, SQLException {
        Optional<Postmaster> running = postmasterOf(data);
        if (running.isPresent()) {
            log.info(
                    "taking over the PostgreSQL that runs as process {}",
                    running.get().pid());
        } else {
            boolean fresh = !Files.exists(data.resolve("postgresql.conf"));
            refuseRoot();
            launch();
            if (fresh) {
                lockDown();
            }
        }
        createDatabase();
        watch();
    }

    /** PostgreSQL refuses to run as root; it is given a user namespace instead, which a container may forbid. */
    private void refuseRoot() throws IOException {
        boolean root = Files.isDirectory(Path.of("/proc/self"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        if (root && !LinuxUtils.isUnshareAvailable()) {
            throw new DatabaseFailure(
                    "the embedded database does not run as root on this machine, where \"unshare -U\" does not work"
                            + " (a container that forbids it?): start Huiyin as an ordinary user who owns "
                            + data.getParent()
                            + ", or name a database of your own in HUIYIN_DATABASE_URL");
        }
    }

    private void launch() throws IOException {
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPort(port)
                .setPGStartupWait(START_WAIT)
                .setOutputRedirector(Redirect.appendTo(serverLog.toFile()))
                .setErrorRedirector(Redirect.appendTo(serverLog.toFile()))
                .setConnectConfig("password", password)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("jit", "off")
                // So that backups can follow what changes.
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_replication_slots", "20")
                .setServerConfig("max_slot_wal_keep_size", keptForBackups() + "MB");
        settings.forEach(builder::setServerConfig);
        Process ignored = builder.start().getProcess();
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

    /** The unpacked server trusts everybody on this machine; from the first start on it asks for the password. */
    private void lockDown() throws IOException, SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER USER postgres PASSWORD '" + password + "'");
            Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")
                    .next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", password);
    }

    private void watch() {
        postmasterOf(data).flatMap(p -> ProcessHandle.of(p.pid())).ifPresent(process -> {
            CompletableFuture<Void> ignored = process.onExit().thenRunAsync(this::restart);
        });
    }

    private void restart() {
        // A server killed with -9 leaves children that hold its memory for a moment.
        for (int attempt = 1; attempt <= 60 && !closing; attempt++) {
            try {
                log.error("PostgreSQL has ended by itself; starting it again, attempt {}", attempt);
                launch();
                watch();
                return;
            } catch (IOException | IllegalStateException e) {
                log.error("PostgreSQL does not start: {}", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Postmaster(long pid, int port) {}

    /** Reads postmaster.pid (PostgreSQL documentation, 73.1 "Database File Layout"): line 1 the process, line 4 the port. */
    private static Optional<Postmaster> postmasterOf(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            long pid = Long.parseLong(lines.get(0).strip());
            boolean alive = ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(p -> p.info().command())
                    .filter(c -> c.contains("postgres"))
                    .isPresent();
            return alive
                    ? Optional.of(
                            new Postmaster(pid, Integer.parseInt(lines.get(3).strip())))
                    : Optional.empty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
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
        Optional<Postmaster> running = postmasterOf(data);
        running.ifPresent(postmaster -> interrupt(postmaster.pid()));
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            log.warn("the lock of the data directory could not be given back: {}", e.getMessage());
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown (documentation, 18.5 "Shutting Down the Server"); Java itself can only send SIGTERM. */
    private static void interrupt(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            process.ifPresent(p -> p.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        } catch (IOException e) {
            process.ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
