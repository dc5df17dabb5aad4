package org.huiyin.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The one command of this module: measures everything, in turn, and writes what came out. */
public final class Bench {
    private static final int HOUSEHOLDS = 337_000;
    private static final int CADRES = 10_180;
    private static final int CONNECTIONS = 256;

    private final int households = Integer.getInteger("households", HOUSEHOLDS);
    private final int cadres = Integer.getInteger("cadres", CADRES);
    private final int seconds = Integer.getInteger("seconds", 15);
    private final int rounds = Integer.getInteger("rounds", 3);
    private final int warmUp = Integer.getInteger("warm-up", 60);
    private final Stage stage;
    private final Results results = new Results();

    private Bench(Path home) throws Exception {
        this.stage = new Stage(home);
    }

    public static void main(String[] args) throws Exception {
        new Bench(Path.of("").toAbsolutePath()).run();
        System.exit(0);
    }

    private void run() throws Exception {
        if (!Boolean.getBoolean("reuse")) {
            stage.clear();
        }
        stage.generate(households, cadres);
        boolean fresh = !Files.exists(stage.postgres().resolve("postgres"));
        try (Provider provider = new Provider();
                Ground ground = new Ground(stage.postgres())) {
            Path config = stage.config(ground.county, provider);
            if (fresh) {
                results.run("import s", stage.importCounty(config));
            }
            open(ground, config);
            Ceiling ceiling = new Ceiling(ground.copy("ceiling"), stage.ceiling());
            contest(ground, provider, config, ceiling);
        }
        summary();
    }

    /** Opens tickets for the others to write to, before the county is copied for them. */
    private void open(Ground ground, Path config) throws Exception {
        Traffic traffic = new Traffic(ground.county, stage.county());
        try (Service service = stage.serve(config);
                Load load = new Load(service.port(), CONNECTIONS)) {
            load.closed(traffic.firsts(Math.min(50_000, households / 10)), warmUp);
        }
    }

    private void contest(Ground ground, Provider provider, Path config, Ceiling ceiling) throws Exception {
        Traffic traffic = new Traffic(ground.county, stage.county());
        try (Service service = stage.serve(config);
                Load load = new Load(service.port(), CONNECTIONS)) {
            Results.say("warming up");
            load.closed(traffic.mixed(100_000), warmUp);
            Contest contest = new Contest(ground, provider, traffic, service, load, ceiling, seconds, results);
            for (int round = 1; round <= rounds; round++) {
                Results.say("round %d", round);
                contest.round();
            }
            results.run("rss MB", service.residentMb());
        }
    }

    private void summary() throws Exception {
        results.ratio("accepted_vs_single", "accepted/s", "pgbench single/s");
        results.ratio("accepted_vs_batch", "accepted/s", "pgbench batch/s");
        results.ratio("delivered_vs_single", "delivered/s", "pgbench single/s");
        results.ratio("p99_vs_pgbench", "p99 at half ms", "pgbench p99 at half ms");
        results.figure("rss_mb", results.median("rss MB"));
        results.figures().forEach((name, value) -> Results.say("%-22s %.2f", name, value));
        results.write(stage.results(), Map.of("cores", Runtime.getRuntime().availableProcessors()));
    }
}
