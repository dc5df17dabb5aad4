package org.huiyin.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One round: each contestant in turn, on the same server and within the same minutes. */
final class Contest {
    private static final int CLIENTS_LEAST = 1;
    private static final List<Integer> CLIENTS = List.of(CLIENTS_LEAST, 8, 32, 64);
    private static final List<Integer> BATCH_CLIENTS = List.of(1, 2, 4, 8);
    /** Rows a message: what first contacts and the hour of day may make of a difference. */
    private static final double TOLERANCE = 0.03;
    /** Seconds in which all are told to wait, and the sessions of the server tell what they wrote, before anything is delivered. */
    private static final int TELLING = 34;
    /** A session tells what it did at the latest when it has been idle for ten seconds (PostgreSQL, src/backend/utils/activity/pgstat.c). */
    private static final int TOLD_MS = 12_000;
    /** That a cadre wrote is noted once an hour; whether that hour is over is not what is compared. */
    private static final String CADRES_WROTE = "UPDATE address SET wrote_at = now() WHERE cadre_id IS NOT NULL";
    /** More requests than anybody answers in a second here. */
    private static final int PER_SECOND = 8_000;

    private final Ground ground;
    private final Provider provider;
    private final Traffic traffic;
    private final Service service;
    private final Load load;
    private final Ceiling ceiling;
    private final Peer peer;
    private final int seconds;
    private final Results results;

    Contest(
            Ground ground,
            Provider provider,
            Traffic traffic,
            Service service,
            Load load,
            Ceiling ceiling,
            Peer peer,
            int seconds,
            Results results) {
        this.ground = ground;
        this.provider = provider;
        this.traffic = traffic;
        this.service = service;
        this.load = load;
        this.ceiling = ceiling;
        this.peer = peer;
        this.seconds = seconds;
        this.results = results;
    }

    void round() throws Exception {
        Map<String, Double> ours = accepted();
        delivered();
        Map<String, Long> before = ceiling.database().written();
        int clients = single();
        same(ours, perMessage(before, ceiling.database()), "one message a transaction");
        before = ceiling.database().written();
        batched();
        same(ours, perMessage(before, ceiling.database()), "256 messages a transaction");
        before = peer.database().written();
        spring();
        same(ours, perMessage(before, peer.database()), "the Spring service");
        latency(clients);
    }

    /** Rows inserted and updated in each table for every key that was recorded. */
    private static Map<String, Double> perMessage(Map<String, Long> before, CountyDatabase database) throws Exception {
        Thread.sleep(TOLD_MS);
        Map<String, Double> rows = new TreeMap<>();
        Map<String, Long> after = database.written();
        double messages = (double) (after.getOrDefault("inbound ins", 0L) - before.getOrDefault("inbound ins", 0L));
        after.forEach((what, count) -> rows.put(what, (count - before.getOrDefault(what, 0L)) / messages));
        return rows;
    }

    /** The ceiling must write what we write: it may spare itself nothing, and must not be burdened with more. */
    private static void same(Map<String, Double> ours, Map<String, Double> theirs, String how) {
        ours.forEach((what, rows) -> {
            double other = theirs.getOrDefault(what, 0.0);
            if (Math.abs(rows - other) > TOLERANCE) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "%s: %s %.3f a message, and %.3f of ours: the comparison is not fair",
                        how,
                        what,
                        other,
                        rows));
            }
        });
    }

    /** Accepted while the provider asks to be left alone: what is measured is taking in. Gives what was written for each message. */
    private Map<String, Double> accepted() throws Exception {
        List<Buffer> requests = traffic.mixed(PER_SECOND * seconds);
        ground.county.execute(CADRES_WROTE);
        ground.settle();
        provider.busy(seconds + TELLING);
        load.closed(traffic.firsts(200), 2);
        Thread.sleep(TOLD_MS);
        Map<String, Long> before = ground.county.written();
        Busy busy = new Busy();
        Load.Measured measured = load.closed(requests, seconds);
        results.run("accepted/s", measured.perSecond());
        results.run("accepted failures", (double) measured.failures());
        results.run("accepted p50 ms", measured.latencies().percentile(50));
        results.run("accepted p99 ms", measured.latencies().percentile(99));
        busy.note("accepted");
        return perMessage(before, ground.county);
    }

    /** Then all of it goes out. The last tenth is left out: it is what providers let one recipient have only in the next minute. */
    private void delivered() throws Exception {
        long waiting = ground.county.number("SELECT count(*) FROM outbox");
        Thread.sleep(provider.busyFor());
        long before = provider.sent();
        Busy busy = new Busy();
        long first = 0;
        while (provider.sent() - before < waiting * 9 / 10) {
            Thread.sleep(5);
            first = first == 0 && provider.sent() > before ? System.nanoTime() : first;
        }
        results.run("delivered/s", (provider.sent() - before) / ((System.nanoTime() - first) / 1e9));
        busy.note("delivered");
        while (ground.county.number("SELECT count(*) FROM outbox WHERE ready_at <= now()") > 0) {
            Thread.sleep(200);
        }
    }

    private int single() throws IOException, InterruptedException, java.sql.SQLException {
        ground.settle();
        double best = 0;
        int with = CLIENTS_LEAST;
        for (int clients : CLIENTS) {
            double rate = ceiling.single(clients, Math.max(3, seconds / 3));
            with = rate > best ? clients : with;
            best = Math.max(best, rate);
        }
        results.run("pgbench single/s", best);
        results.run("pgbench single clients", with);
        return with;
    }

    private void batched() throws IOException, InterruptedException, java.sql.SQLException {
        ground.settle();
        double best = 0;
        for (int clients : BATCH_CLIENTS) {
            best = Math.max(best, ceiling.batched(clients, Math.max(3, seconds / 3)));
        }
        results.run("pgbench batch/s", best);
    }

    private void spring() throws Exception {
        ground.settle();
        Load.Measured measured = peer.measure(seconds);
        results.run("spring/s", measured.perSecond());
        results.run("spring failures", (double) measured.failures());
        results.run("spring p99 ms", measured.latencies().percentile(99));
    }

    private void latency(int clients) throws Exception {
        double half = results.last("accepted/s") / 2;
        List<Buffer> requests = traffic.mixed((int) (half * seconds));
        Load.Measured measured = load.open(requests, half);
        results.run("p99 at half ms", measured.latencies().percentile(99));
        results.run("p50 at half ms", measured.latencies().percentile(50));
        results.run("p99 failures", (double) measured.failures());
        results.run("pgbench p99 at half ms", ceiling.p99(clients, seconds, results.last("pgbench single/s") / 2));
    }

    /** CPU of each process from its making on, in percent of one core. */
    private final class Busy {
        private final long began = System.nanoTime();
        private final Map<String, Double> from = now();

        private Map<String, Double> now() {
            return Map.of(
                    "java", Cpu.of(service.pid()),
                    "postgres", Cpu.ofPostgres(ground.postmaster()),
                    "load", Cpu.of(ProcessHandle.current().pid()));
        }

        void note(String what) {
            double seconds = (System.nanoTime() - began) / 1e9;
            now().forEach((who, cpu) ->
                    results.run(what + " cpu " + who + " %", (cpu - from.getOrDefault(who, 0.0)) / seconds * 100));
        }
    }
}
