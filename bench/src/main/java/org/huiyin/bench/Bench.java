package org.huiyin.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The one command of this module: measures everything, in turn, and writes what came out. */
public final class Bench {
    private static final int HOUSEHOLDS = 337_000;
    private static final int CADRES = 10_180;
    private static final int CONNECTIONS = 256;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        int households = Integer.getInteger("households", HOUSEHOLDS);
        int cadres = Integer.getInteger("cadres", CADRES);
        int messages = Integer.getInteger("messages", 30_000);
        Stage stage = new Stage(Path.of("").toAbsolutePath());
        stage.generate(households, cadres);
        boolean fresh = !Files.exists(stage.postgres().resolve("postgres"));
        try (Provider provider = new Provider();
                Ground ground = new Ground(stage.postgres())) {
            Path config = stage.config(ground, provider);
            if (fresh) {
                say("import: %.1f s", stage.importCounty(config));
            }
            Traffic traffic = new Traffic(ground, stage.county());
            try (Service service = stage.serve(config);
                    Load load = new Load(service.port(), CONNECTIONS)) {
                measure("warm-up", load, traffic.firsts(messages / 2), service, provider, stage);
                for (int run = 1; run <= 3; run++) {
                    List<Buffer> requests = traffic.mixed(messages);
                    measure("closed " + run, load, requests, service, provider, stage);
                }
            }
        }
        System.exit(0);
    }

    private static void measure(
            String label, Load load, List<Buffer> requests, Service service, Provider provider, Stage stage)
            throws Exception {
        double java = Cpu.of(service.pid());
        double postgres = Cpu.ofPostgres(stage.postgres());
        double own = Cpu.of(ProcessHandle.current().pid());
        long sent = provider.sent();
        long began = System.nanoTime();
        Load.Measured measured = load.closed(requests);
        double seconds = (System.nanoTime() - began) / 1e9;
        long sentMeanwhile = provider.sent() - sent;
        say(
                "%s: %.0f/s, failures %d, p50 %.1f ms, p99 %.1f ms; sent meanwhile %d; cpu: java %.0f%%, postgres %.0f%%, load %.0f%%",
                label,
                measured.perSecond(),
                measured.failures(),
                measured.latencies().percentile(50),
                measured.latencies().percentile(99),
                sentMeanwhile,
                (Cpu.of(service.pid()) - java) / seconds * 100,
                (Cpu.ofPostgres(stage.postgres()) - postgres) / seconds * 100,
                (Cpu.of(ProcessHandle.current().pid()) - own) / seconds * 100);
        long last = -1;
        long from = System.nanoTime();
        while (provider.sent() != last) {
            last = provider.sent();
            Thread.sleep(1_000);
        }
        double more = (System.nanoTime() - from) / 1e9 - 1;
        say("   delivered %d in all, %.0f/s", last - sent, (last - sent) / (seconds + more));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
