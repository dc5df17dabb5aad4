package org.huiyin.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The one command of this module: measures everything, in turn, and writes what came out. */
public final class Bench {
    private static final int HOUSEHOLDS = 337_000;
    private static final int CADRES = 10_180;
    private static final int MOST_CONNECTIONS = 256;
    /** In a small county more would write to the same tickets at the same time, and what is given up and done again is not what is compared. */
    private static final int HOUSEHOLDS_A_CONNECTION = 800;

    private static final int TICKETS = 5_000_000;
    private static final int WARM_UP_MESSAGES = 100_000;
    /** Of four thousand lives with four messages each. */
    private static final int WARM_UP_ROUNDS = 3;

    /** More than anybody sends here. */
    private static final int UNLIMITED = 10_000;
    /** What a large account's provider takes a second. */
    private static final int PUSH_PER_SECOND = 200;

    private static final int ANSWERS = 150;

    /** Nothing but lives, and what they are compared with. */
    private static final boolean ONLY_LIVES = Boolean.getBoolean("only-lives");

    /** Nothing but what is overdue, in the county of the run before. */
    private static final boolean ONLY_CLIMBS = Boolean.getBoolean("only-climbs");

    private final int households = Integer.getInteger("households", HOUSEHOLDS);
    private final int cadres = Integer.getInteger("cadres", CADRES);
    private final int seconds = Integer.getInteger("seconds", 15);
    private final int rounds = Integer.getInteger("rounds", 3);
    private final int tickets = Integer.getInteger("tickets", TICKETS);
    private final int warmUp = Integer.getInteger("warm-up", 60);
    private final int connections = Math.min(MOST_CONNECTIONS, households / HOUSEHOLDS_A_CONNECTION + 1);
    private final Path home;
    private final Stage stage;
    private final Results results = new Results();

    private Bench(Path home) throws Exception {
        this.home = home;
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
            Path config = stage.config(ground.county, provider, UNLIMITED);
            if (fresh) {
                results.run("import s", stage.importCounty(config));
            }
            if (ONLY_LIVES) {
                open(ground, config);
            } else if (!ONLY_CLIMBS) {
                everythingElse(ground, provider, config);
            }
            if (!ONLY_CLIMBS) {
                lives(ground, provider, config);
            }
            climbs(ground, config);
            summary(ground);
        }
    }

    private void everythingElse(Ground ground, Provider provider, Path config) throws Exception {
        // Before the load: afterwards PostgreSQL tidies up for minutes, and a start would be compared with that.
        start(ground);
        open(ground, config);
        Ceiling ceiling = new Ceiling(ground.copy("ceiling"), stage.ceiling());
        CountyDatabase copy = ground.copy("peer");
        PeerAddresses.fill(copy, stage.county());
        try (Peer peer = new Peer(home, copy, new Traffic(copy, stage.county()), connections)) {
            contest(ground, provider, config, ceiling, peer);
        }
        push(ground, provider);
        new ImportWait(stage, ground.county, results).run(stage.config(ground.county, provider, UNLIMITED));
    }

    /** Opens tickets for the others to write to, before the county is copied for them. */
    private void open(Ground ground, Path config) throws Exception {
        Traffic traffic = new Traffic(ground.county, stage.county());
        try (Service service = stage.serve(config);
                Load load = new Load(service.port(), connections)) {
            load.closed(traffic.firsts(Math.min(50_000, households / 5)), warmUp);
        }
    }

    private void contest(Ground ground, Provider provider, Path config, Ceiling ceiling, Peer peer) throws Exception {
        Traffic traffic = new Traffic(ground.county, stage.county());
        try (Service service = stage.serve(config);
                Load load = new Load(service.port(), connections)) {
            Results.say("warming up");
            load.closed(traffic.mixed(Math.min(WARM_UP_MESSAGES, households)), warmUp);
            peer.warmUp(warmUp);
            Contest contest = new Contest(ground, provider, traffic, service, load, ceiling, peer, seconds, results);
            for (int round = 1; round <= rounds; round++) {
                Results.say("round %d", round);
                contest.round();
            }
            results.run("rss MB", service.residentMb());
        }
    }

    /** In the county as it is, and then with years of work in it, more than the server keeps in memory. */
    private void lives(Ground ground, Provider provider, Path config) throws Exception {
        lives(ground, provider, config, "");
        results.run("full database GB", new ManyTickets(ground.county, tickets).fill());
        reports(ground, config);
        lives(ground, provider, config, " full");
    }

    private void climbs(Ground ground, Path config) throws Exception {
        for (int round = 1; round <= rounds; round++) {
            Climbs climbs = new Climbs(ground.county, round);
            ground.settle();
            long began = System.nanoTime();
            try (Service service = stage.serve(config)) {
                results.run("climbs/s", climbs.perSecond(began));
                Results.say("    by the service at port %d", service.port());
            }
        }
    }

    private void reports(Ground ground, Path config) throws Exception {
        ReportTimes.fill(ground.county);
        try (Service service = stage.serve(config)) {
            results.run("slowest report ms", new ReportTimes(ground.county, service.port()).slowestMs());
        }
    }

    private void lives(Ground ground, Provider provider, Path config, String where) throws Exception {
        Traffic traffic = new Traffic(ground.county, stage.county());
        try (Service service = stage.serve(config);
                Load load = new Load(service.port(), connections)) {
            Lives lives = new Lives(ground.county, traffic, load);
            // Not counted: the compilers of a fresh JVM, which a hundred thousand messages warm up for the others.
            for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
                lives.perSecond();
            }
            for (int round = 1; round <= rounds; round++) {
                ground.settle();
                results.run("lives/s" + where, lives.perSecond());
                ground.settle();
                provider.busy(seconds + 2);
                Load.Measured accepted = load.closed(traffic.mixed(8_000 * seconds), seconds);
                results.run("accepted beside lives/s" + where, accepted.perSecond());
                Thread.sleep(provider.busyFor());
                lives.sent();
            }
        }
    }

    private void push(Ground ground, Provider provider) throws Exception {
        Push push = new Push(ground.county, provider, stage.keys());
        Traffic traffic = new Traffic(ground.county, stage.county());
        try (Service service = stage.serve(stage.config(ground.county, provider, PUSH_PER_SECOND));
                Load load = new Load(service.port(), 1)) {
            push.delay(traffic, load, ANSWERS);
            for (int round = 1; round <= rounds; round++) {
                results.run("fresh alone s", push.delay(traffic, load, ANSWERS));
            }
            Results.say("pushed to %d households", push.queue());
            for (int round = 1; round <= rounds; round++) {
                results.run("fresh while pushing s", push.delay(traffic, load, ANSWERS));
            }
            push.forget();
        }
    }

    /** Of the package, as an administrator installs it. */
    private void start(Ground ground) throws Exception {
        Start start = new Start(stage.installed(), stage.starts(), ground);
        for (Start.Case one : Start.Case.values()) {
            Start.Figures figures = start.measure(one);
            figures.millis().forEach(ms -> results.run("start ms " + one.label(), ms));
            figures.residentMb().forEach(mb -> results.run("start rss MB " + one.label(), mb));
        }
        results.figure("start_ms", results.median("start ms " + Start.Case.EXTERNAL.label()));
    }

    private void summary(Ground ground) throws Exception {
        if (!ONLY_LIVES && !ONLY_CLIMBS) {
            results.ratio("accepted_vs_single", "accepted/s", "pgbench single/s");
            results.ratio("accepted_vs_batch", "accepted/s", "pgbench batch/s");
            results.ratio("delivered_vs_single", "delivered/s", "pgbench single/s");
            results.ratio("accepted_vs_spring", "accepted/s", "spring/s");
            results.ratio("p99_vs_pgbench", "p99 at half ms", "pgbench p99 at half ms");
            results.figure("rss_mb", results.median("rss MB"));
            results.figure("push_delay_s", results.median("fresh while pushing s"));
        }
        results.figure("climbs_per_s", results.median("climbs/s"));
        if (!ONLY_CLIMBS) {
            lives();
        }
        if (results.has("import s")) {
            results.figure("import_s", results.median("import s"));
        }
        results.figures().forEach((name, value) -> Results.say("%-22s %.2f", name, value));
        if (whole()) {
            Map<String, Object> machine = Machine.describe(ground.county);
            Path file = stage.bench().resolve("results.json");
            results.write(file, machine);
            new Report(Results.read(file)).write(stage.bench(), machine);
        }
    }

    private void lives() {
        results.figure("lives_per_s", results.median("lives/s"));
        results.ratio("lives_vs_accepted", "lives/s", "accepted beside lives/s");
        results.figure("lives_full_vs_empty", results.median("lives/s full") / results.median("lives/s"));
        results.figure("report_ms", results.median("slowest report ms"));
    }

    /** Only a full run of the reference county is told of. */
    private boolean whole() {
        return households == HOUSEHOLDS && cadres == CADRES && rounds >= 3 && tickets >= TICKETS;
    }
}
