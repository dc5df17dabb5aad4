package org.huiyin.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentSender;

/**
 * How long a start takes: from the exec of {@code serve}'s JVM, on a database that is there, to the answer that a first webhook is committed.
 * Of the package that an administrator installs, as its launcher starts it.
 */
public final class Start {
    private static final int RUNS = 5;
    private static final int HOUSEHOLDS = 200;
    private static final int CADRES = 12;

    /** Which database, and whether the classes were prepared. */
    enum Case {
        EXTERNAL(true),
        EXTERNAL_UNPREPARED(false),
        EMBEDDED(true),
        EMBEDDED_UNPREPARED(false);

        private final boolean prepared;

        Case(boolean prepared) {
            this.prepared = prepared;
        }

        boolean isEmbedded() {
            return this == EMBEDDED || this == EMBEDDED_UNPREPARED;
        }

        /** As it stands in results. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was measured.
     *
     * @param millis of each run
     * @param residentMb of each run, just after the answer
     */
    record Figures(List<Double> millis, List<Double> residentMb) {
        Figures {
            millis = List.copyOf(millis);
            residentMb = List.copyOf(residentMb);
        }

        double startMs() {
            return median(millis);
        }

        double startMb() {
            return median(residentMb);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    private final Path installation;
    private final Path stage;
    private final Ground ground;
    private final TencentSender sender = TencentSender.wechat(Accounts.wechat("http://127.0.0.1"), Clock.systemUTC());
    private final List<String> openIds;
    private long messages = System.currentTimeMillis();

    /**
     * Prepares an installed package: its classes, and a small county in the external and in its embedded database.
     *
     * @param installation the directory that its archive unpacks to
     * @param stage for what the runs leave behind
     */
    Start(Path installation, Path stage, Ground ground) throws Exception {
        this.installation = installation;
        this.stage = Files.createDirectories(stage);
        this.ground = ground;
        Path county = stage.resolve("county");
        if (!Files.exists(county.resolve("links.csv"))) {
            run("generate", "--households", number(HOUSEHOLDS), "--cadres", number(CADRES), county.toString());
        }
        try (Stream<String> rows = Files.lines(county.resolve("addresses.csv"))) {
            this.openIds = rows.filter(row -> row.contains(",wechat,"))
                    .map(row -> row.substring(row.lastIndexOf(',') + 1))
                    .toList();
        }
        for (Case one : List.of(Case.EXTERNAL, Case.EMBEDDED)) {
            run("import", county.toString(), "--config", config(one, 0).toString());
        }
        run("prepare");
    }

    private static String number(int value) {
        return Integer.toString(value);
    }

    private void run(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(installation.resolve("huiyin").toString()));
        command.addAll(List.of(words));
        Service.run(stage.resolve("data"), command);
    }

    private Path config(Case one, int port) throws IOException {
        String database = one.isEmbedded() ? "{schema: start}" : "{url: '" + ground.county.uri("start") + "'}";
        return Files.writeString(stage.resolve("service.yaml"), """
                http: {host: 127.0.0.1, port: %d}
                database: %s
                quiet-hours: off
                channels:
                  - id: wechat
                    type: wechat
                    base-url: http://127.0.0.1:9
                    app-id: wxb11529c136998cb6
                    app-secret: app-secret-0f3a9c51
                    token: mpToken2024
                    encoding-aes-key: abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG
                """.formatted(port, database));
    }

    /** Measures one case; after a start that does not count, because its files are not in memory yet. */
    Figures measure(Case one) throws Exception {
        List<Double> millis = new ArrayList<>();
        List<Double> residentMb = new ArrayList<>();
        int port = freePort();
        Path config = config(one, port);
        List<String> java = commandLine(one, config, port);
        for (int i = 0; i < RUNS; i++) {
            long began = System.nanoTime();
            try (Service service = Service.start(stage.resolve("data"), java)) {
                answered(port);
                millis.add((System.nanoTime() - began) / 1e6);
                residentMb.add(service.residentMb());
            }
        }
        return new Figures(millis, residentMb);
    }

    /** How the launcher starts the JVM: it replaces itself by it, so this is the JVM's own command line. */
    private List<String> commandLine(Case one, Path config, int port) throws Exception {
        List<String> launcher =
                List.of(installation.resolve("huiyin").toString(), "serve", "--config", config.toString());
        try (Service service = Service.start(stage.resolve("data"), launcher)) {
            answered(port);
            String line = Files.readString(Path.of("/proc", Long.toString(service.pid()), "cmdline"));
            return Stream.of(line.split("\0", -1))
                    .filter(word -> !word.isEmpty())
                    .filter(word -> one.prepared || !word.startsWith("-XX:SharedArchiveFile"))
                    .toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Posts a new message as soon as anybody listens; ends with the answer 200, which comes after the commit. */
    private void answered(int port) throws Exception {
        byte[] request = request();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                out.write(request);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!answer.isEmpty()) {
                    expectOk(answer);
                    return;
                }
            } catch (SocketException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            // Refused; or reset or closed by the look whether the port is free, long before anybody serves.
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nobody answers the first message");
            }
            Thread.sleep(2);
        }
    }

    private byte[] request() {
        long number = messages++;
        String openId = openIds.get((int) (number % openIds.size()));
        TencentSender.Webhook webhook = sender.text(openId, Long.toString(number), "村口的路灯坏了三天了，晚上走路看不见");
        String head = "POST /hook/wechat" + webhook.queryString()
                + " HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/xml\r\nconnection: close\r\ncontent-length: "
                + webhook.body().length() + "\r\n\r\n";
        return (head + webhook.body().toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static void expectOk(String answer) {
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IllegalStateException("the first message was answered "
                    + answer.lines().findFirst().orElse(""));
        }
    }

    /** {@code -Dinstallation=DIR}; prints every case. */
    public static void main(String[] args) throws Exception {
        Path installation = Path.of(Objects.requireNonNull(System.getProperty("installation"), "-Dinstallation=DIR"));
        Path stage = Path.of("bench/target/start").toAbsolutePath();
        try (Ground ground = new Ground(stage.resolve("postgres"))) {
            Start start = new Start(installation.toAbsolutePath(), stage, ground);
            for (Case one : Case.values()) {
                Figures figures = start.measure(one);
                System.out.println(String.format(
                        Locale.ROOT,
                        "start_ms %s: %.0f (%s), resident %.0f MB",
                        one.label(),
                        figures.startMs(),
                        String.join(
                                ", ",
                                figures.millis().stream()
                                        .map(ms -> String.format(Locale.ROOT, "%.0f", ms))
                                        .toList()),
                        figures.startMb()));
            }
        }
        System.exit(0);
    }
}
