package org.huiyin.db.server;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory with databases and the server that runs on it, by PostgreSQL's own programs: made, started, found, stopped. Blocking.
 *
 * @param data the directory
 * @param log where server and programs write to
 */
record Cluster(Path data, PostgresPrograms programs, Path log) {
    /** Long enough for crash recovery of a large database to begin accepting connections. */
    private static final Duration START_WAIT = Duration.ofMinutes(5);

    private static final String NOT_READY =
            "PostgreSQL ended, or was not ready within " + START_WAIT.toMinutes() + " minutes";

    private static final Duration STOP_WAIT = Duration.ofSeconds(30);
    private static final long READY_LOOK_MS = 5;
    /** From 0. */
    private static final int STATUS_LINE = 7;

    /** The server's process and the port it listens on. */
    record Postmaster(long pid, int port) {}

    boolean exists() {
        return Files.isDirectory(data);
    }

    /** PostgreSQL refuses to run as root; it is given a user namespace instead, which a container may forbid. */
    void refuseRoot() throws IOException {
        if (isRoot() && run(List.of("unshare", "-U", "true")) != 0) {
            throw new DatabaseFailure(
                    "the embedded database does not run as root on this machine, where \"unshare -U\" does not work"
                            + " (a container that forbids it?): start Huiyin as an ordinary user who owns "
                            + data.getParent()
                            + ", or name a database of your own in HUIYIN_DATABASE_URL");
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.isDirectory(Path.of("/proc/self"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private List<String> command(String program, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(isRoot() ? List.of("unshare", "-U") : List.of());
        words.add(programs.program(program).toString());
        words.addAll(List.of(arguments));
        return words;
    }

    private static void pause() {
        try {
            Thread.sleep(READY_LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private int run(List<String> words) throws IOException {
        return end(begin(words));
    }

    private Process begin(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    private static int end(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Makes it: asking for the password from its first moment, with our database in it. It gets its name only when it is whole: what a crash
     * leaves behind is made anew.
     */
    void create(Path passwordFile, String database) throws IOException {
        Path fresh = data.resolveSibling("postgres.new");
        discard(fresh);
        int made = run(command(
                "initdb",
                "--pgdata=" + fresh,
                "--username=postgres",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8"));
        if (made != 0) {
            throw new IllegalStateException("it cannot be created");
        }
        Files.writeString(fresh.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Process single = new ProcessBuilder(command("postgres", "--single", "-D", fresh.toString(), "postgres"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        try (OutputStream in = single.getOutputStream()) {
            in.write(("CREATE DATABASE " + database + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (end(single) != 0) {
            throw new IllegalStateException("it cannot be created");
        }
        Files.move(fresh, data);
    }

    private static void discard(Path directory) throws IOException {
        if (Files.exists(directory)) {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(directory)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }

    /** By pg_ctl, which takes the server out of our terminal's reach: Ctrl-C is for us, who have something to finish with it first. */
    void start(int port, Map<String, String> settings) throws IOException {
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        StringBuilder options = new StringBuilder("-p " + port);
        settings.forEach((name, value) -> options.append(" -c '")
                .append(name)
                .append('=')
                .append(value.replace("'", "'\\''"))
                .append('\''));
        Process starting = begin(command(
                "pg_ctl",
                "start",
                "--pgdata=" + data,
                "--log=" + log,
                "--timeout=" + START_WAIT.toSeconds(),
                "--wait",
                "--options=" + options));
        // It looks ten times a second, and its server needs less.
        while (starting.isAlive() && !isReady()) {
            pause();
        }
        if (!isReady() && end(starting) != 0) {
            throw new IllegalStateException(
                    "PostgreSQL ended, or was not ready within " + START_WAIT.toMinutes() + " minutes");
        }
    }

    /** Of a server that somebody else has started: it may still be recovering. */
    void awaitReady() {
        long end = System.nanoTime() + START_WAIT.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end || postmasterOf(data).isEmpty()) {
                throw new IllegalStateException(NOT_READY);
            }
            pause();
        }
    }

    /** What the eighth line of postmaster.pid says (PostgreSQL's source, miscadmin.h, LOCK_FILE_LINE_PM_STATUS). */
    private boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads postmaster.pid (PostgreSQL documentation, 73.1 "Database File Layout"): line 1 the process, line 4 the port. */
    static Optional<Postmaster> postmasterOf(Path data) {
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

    /** SIGINT is PostgreSQL's fast shutdown (documentation, 18.5 "Shutting Down the Server"); Java itself can only send SIGTERM. */
    static void interrupt(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            process.ifPresent(p -> p.onExit()
                    .orTimeout(STOP_WAIT.toSeconds(), TimeUnit.SECONDS)
                    .join());
        } catch (IOException e) {
            process.ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
