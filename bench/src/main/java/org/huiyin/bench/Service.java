package org.huiyin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service as a process of its own, started by the command that an administrator uses. */
final class Service implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready on (http://127\\.0\\.0\\.1:(\\d+))");
    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private Service(Process process) {
        this.process = process;
        Thread reader = new Thread(this::listen, "service-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Service start(Path data, List<String> command) throws IOException {
        return new Service(process(data, command).start());
    }

    /** Starts any command that says where it is ready as ours does; {@code environment} is added to the bench's own. */
    static Service start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Service(builder.start());
    }

    private static ProcessBuilder process(Path data, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HUIYIN_DATA"));
        builder.environment().put("HUIYIN_DATA_DIR", data.toString());
        return builder;
    }

    /** Runs a command to its end; returns its wall time in seconds. */
    static double run(Path data, List<String> command) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = process(data, command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void listen() {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    port.complete(Integer.parseInt(matcher.group(2)));
                }
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
        port.completeExceptionally(new IllegalStateException("ended before it was ready: " + said));
    }

    /** The port that it listens on, once it is ready. */
    int port() throws Exception {
        return port.get(120, TimeUnit.SECONDS);
    }

    long pid() {
        return process.pid();
    }

    /** Resident memory in MB (proc(5), VmRSS). */
    double residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
