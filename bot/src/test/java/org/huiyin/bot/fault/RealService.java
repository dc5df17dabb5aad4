package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.bot.cli.Main;
import org.huiyin.bot.service.Records;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.vault.KeyFile;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;

/** Huiyin as it really runs, a process of its own over its own PostgreSQL that waits for the disk, to be killed and started again. */
final class RealService implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Huiyin is ready on (http://127\\.0\\.0\\.1:\\d+)");
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(40);
    /** What the shell shows of a process that SIGKILL has ended. */
    private static final int KILLED = 128 + 9;

    /**
     * How it differs from one that an administrator starts without saying anything.
     *
     * @param environment of the process and of all that it starts
     * @param more what stands before the release's own classes on the class path
     */
    record Ways(Map<String, String> environment, List<Path> more) {
        static final Ways PLAIN = new Ways(Map.of(), List.of());

        Ways with(String name, String value) {
            Map<String, String> all = new HashMap<>(environment);
            all.put(name, value);
            return new Ways(Map.copyOf(all), more);
        }

        Ways with(Path classes) {
            return new Ways(environment, List.of(classes));
        }
    }

    private final Path data;
    private final Path config;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private Ways ways;
    private @Nullable Process process;

    RealService(Path directory, String yaml) throws IOException {
        this(directory, yaml, Ways.PLAIN);
    }

    /**
     * A service that does not run yet.
     *
     * @param directory wiped, and then everything of this service; left for whoever looks for the reason of a failure
     */
    RealService(Path directory, String yaml, Ways ways) throws IOException {
        wipe(directory);
        this.ways = ways;
        this.data = Files.createDirectories(directory.resolve("data").toAbsolutePath());
        // The binaries are the same for all: unpacking them takes seconds.
        Path binaries =
                Files.createDirectories(Path.of("target", "postgres-binaries").toAbsolutePath());
        Files.createSymbolicLink(data.resolve("binaries"), binaries);
        this.config = Files.writeString(directory.resolve("service.yaml"), yaml);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    static void wipe(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------------------ commands

    /** Brings a county in, by the command an administrator would use; leaves no process behind. */
    void importCounty(Path county) throws Exception {
        run("import", county.toString(), "--config", config.toString());
    }

    /** Runs another command; gives what it said. */
    String run(String... arguments) throws Exception {
        Process command = command(arguments);
        String words = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as(words).isZero();
        return words;
    }

    Ways ways() {
        return ways;
    }

    /** From the next start on. */
    void changeTo(Ways other) {
        ways = other;
    }

    /** Everything it has said on the terminal since it was made, through all its lives. */
    String said() {
        return String.join("\n", said);
    }

    /** The text of its keys, for the other nodes of its county. */
    String keys() throws IOException {
        return Files.readString(data.resolve("keys").resolve("huiyin.keys"));
    }

    /** The name under which the other nodes know it. */
    String name() throws IOException {
        return Files.readString(data.resolve("node")).strip();
    }

    /** Runs a command on this service's file beside it; gives what it said. */
    String runOnFile(String... arguments) throws Exception {
        Process command = begin(arguments);
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as(said).isZero();
        return said;
    }

    /** Begins a command on this service's file, perhaps to kill it. */
    Process begin(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--config", config.toString()));
        return command(words.toArray(String[]::new));
    }

    /** The keys of another service, which must be there before its county is restored here. */
    void takeKeysOf(RealService other) throws IOException {
        Path keys = Files.createDirectories(data.resolve("keys")).resolve("huiyin.keys");
        Files.copy(other.data.resolve("keys").resolve("huiyin.keys"), keys, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Starts it and waits for the ready line; gives its address. */
    String start() throws Exception {
        CompletableFuture<String> ready = new CompletableFuture<>();
        Process started = command("serve", "--config", config.toString());
        process = started;
        Thread reader = new Thread(() -> listen(started, ready), "service-output");
        reader.setDaemon(true);
        reader.start();
        return ready.get(START.toSeconds(), TimeUnit.SECONDS);
    }

    private void listen(Process started, CompletableFuture<String> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(matcher.group(1));
                }
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
        ready.completeExceptionally(new AssertionError("ended before it was ready: " + said()));
    }

    private Process command(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dhuiyin.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                classPath(ways.more()),
                Main.class.getName()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HUIYIN_"));
        builder.environment().putAll(Map.of("HUIYIN_DATA_DIR", data.toString(), "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(ways.environment());
        return builder.start();
    }

    /** That of the tests, without the tests. */
    private static String classPath(List<Path> more) {
        String own = System.getProperty("java.class.path");
        return Stream.concat(
                        more.stream().map(path -> path.toAbsolutePath().toString()),
                        Arrays.stream(System.getProperty("surefire.test.class.path", own)
                                        .split(File.pathSeparator))
                                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    // ------------------------------------------------------------------------------------------------------------------- killing

    /** SIGKILL to the service; PostgreSQL is left as it is. */
    void kill() throws InterruptedException {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly();
        assertThat(running.waitFor()).as("ended by SIGKILL").isEqualTo(KILLED);
    }

    /** SIGTERM, as a service manager ends it; waits for the end. */
    void stop() throws Exception {
        Process running = Objects.requireNonNull(process);
        running.destroy();
        assertThat(running.waitFor(END.toSeconds(), TimeUnit.SECONDS))
                .as("ends when it is asked to")
                .isTrue();
    }

    /** Sends it a signal by name, STOP or CONT. */
    void signal(String name) throws Exception {
        String pid = Long.toString(Objects.requireNonNull(process).pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    /** SIGKILL to the postmaster; the service is left as it is. */
    void killPostgres() throws Exception {
        ProcessHandle postmaster = postmaster().orElseThrow();
        assertThat(postmaster.destroyForcibly()).isTrue();
        postmaster.onExit().get(END.toSeconds(), TimeUnit.SECONDS);
    }

    /** The postmaster that runs now. */
    Optional<ProcessHandle> postmaster() {
        return fromPidFile(0)
                .flatMap(ProcessHandle::of)
                .filter(p ->
                        p.info().command().filter(c -> c.contains("postgres")).isPresent());
    }

    private Optional<Long> fromPidFile(int line) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"));
            return Optional.of(Long.parseLong(lines.get(line).strip()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What the database holds, once it answers. */
    Records records() throws Exception {
        String password = Files.readString(data.resolve("postgres.password")).strip();
        Vault vault = new Vault(new KeyFile(data.resolve("keys").resolve("huiyin.keys")).read());
        // postmaster.pid, line 4: the port (PostgreSQL documentation, 73.1).
        int port = Math.toIntExact(fromPidFile(3).orElseThrow());
        return new Records(
                new DatabaseUrl("127.0.0.1", port, "huiyin", "postgres", password, "huiyin", Map.of()), vault);
    }

    /** What that database of somebody else's holds. */
    static Records records(DatabaseUrl url, String keys) throws Exception {
        Path file = Files.createTempFile(Path.of("target"), "keys", "");
        Files.writeString(file, keys);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new Records(url, new Vault(new KeyFile(file).read()));
    }

    /** Ends the service as SIGTERM asks, and whatever is left of it. */
    @Override
    public synchronized void close() {
        Optional<ProcessHandle> postmaster = postmaster();
        Process last = process;
        if (last != null) {
            last.destroy();
            end(last.toHandle());
        }
        postmaster.ifPresent(RealService::end);
    }

    private static void end(ProcessHandle one) {
        try {
            one.onExit().get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            one.destroyForcibly();
        }
    }
}
