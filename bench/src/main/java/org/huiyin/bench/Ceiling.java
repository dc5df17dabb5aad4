package org.huiyin.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The database's own ceiling: pgbench, PostgreSQL's load generator, writing the rows of our messages and doing nothing else. */
final class Ceiling {
    static final int BATCH = 256;
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/pgbench"), Path.of("/usr/local/bin/pgbench"));
    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final List<String> MIX = List.of("first.sql@1", "append.sql@3", "reply.sql@1");

    private final CountyDatabase database;
    private final Path directory;
    private final Path pgbench;
    private final long firsts;
    private final long opens;

    /** Prepares a copy of the county, in which tickets are open, for the scripts, which are put into {@code directory}. */
    Ceiling(CountyDatabase database, Path directory) throws IOException, SQLException {
        this.database = database;
        this.directory = Files.createDirectories(directory);
        this.pgbench = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "pgbench is missing: install PostgreSQL's (apt-get install postgresql-contrib)"));
        for (String script : List.of("first.sql", "append.sql", "reply.sql", "batch.sql")) {
            Files.write(directory.resolve(script), resource(script));
        }
        database.execute(new String(resource("setup.sql"), StandardCharsets.UTF_8));
        this.firsts = database.number("SELECT count(*) FROM bench_first");
        this.opens = database.number("SELECT count(*) FROM bench_open");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Ceiling.class.getResourceAsStream("pgbench/" + name), name)) {
            return in.readAllBytes();
        }
    }

    CountyDatabase database() {
        return database;
    }

    /** Messages a second, one a transaction. */
    double single(int clients, int seconds) throws IOException, InterruptedException {
        return rate(run(clients, seconds, MIX));
    }

    /** Messages a second, 256 a transaction. */
    double batched(int clients, int seconds) throws IOException, InterruptedException {
        return rate(run(clients, seconds, List.of("batch.sql"))) * BATCH;
    }

    private static double rate(String said) {
        Matcher rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench said no rate: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** Milliseconds in which 99 of 100 single messages are written at a steady rate, from when each was due. */
    double p99(int clients, int seconds, double perSecond) throws IOException, InterruptedException {
        try (Stream<Path> old = Files.list(directory)) {
            for (Path log : old.filter(Ceiling::isLog).toList()) {
                Files.delete(log);
            }
        }
        run(clients, seconds, MIX, "--rate=" + Math.max(1, Math.round(perSecond)), "--log");
        List<Long> micros = new ArrayList<>();
        try (Stream<Path> logs = Files.list(directory)) {
            for (Path log : logs.filter(Ceiling::isLog).toList()) {
                // client_id transaction_no time script_no time_epoch time_us schedule_lag; time counts from the
                // schedule (pgbench(1)).
                for (String line : Files.readAllLines(log)) {
                    micros.add(Long.parseLong(line.split(" ", -1)[2]));
                }
            }
        }
        micros.sort(null);
        return micros.get((int) Math.min(micros.size() - 1L, Math.round(micros.size() * 0.99))) / 1000.0;
    }

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MS = 5_000;

    private static boolean isLog(Path file) {
        return String.valueOf(file.getFileName()).startsWith("pgbench_log.");
    }

    private String run(int clients, int seconds, List<String> scripts, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                pgbench.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=" + Math.min(2, clients),
                "--time=" + seconds,
                "--define=firsts=" + firsts,
                "--define=opens=" + opens,
                "--host=" + database.server.host(),
                "--port=" + database.server.port(),
                "--username=" + database.server.user()));
        scripts.forEach(script -> command.add("--file=" + script));
        command.addAll(List.of(more));
        command.add(database.name);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.server.password());
        builder.environment().put("LC_ALL", "C");
        for (int attempt = 1; ; attempt++) {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return said;
            }
            // Those who measured before may not be gone yet.
            if (attempt == ATTEMPTS || !said.contains("too many clients")) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "pgbench ended with %d: %s", process.exitValue(), said));
            }
            Thread.sleep(PAUSE_MS);
        }
    }
}
