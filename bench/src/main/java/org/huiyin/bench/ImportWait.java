package org.huiyin.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How long a message waits at most while a changed county is imported by the administrator's command, beside the service on the same machine. */
final class ImportWait {
    /** Messages a second: more than a county of a million sends in its busiest hour. */
    private static final int PER_SECOND = 200;
    /** Each is told of by itself, so that the raw runs show when it was that somebody waited. */
    private static final int SLICE_SECONDS = 5;

    /** Slices that do not count: what a service does first, it does slowly. */
    private static final int WARM_UP = 4;

    private static final int AT_MOST_SECONDS = 300;
    private static final int CONNECTIONS = 64;

    private final Stage stage;
    private final CountyDatabase county;
    private final Results results;

    ImportWait(Stage stage, CountyDatabase county, Results results) {
        this.stage = stage;
        this.county = county;
        this.results = results;
    }

    /** Measures one import; a county that was changed by an earlier run is changed anew. */
    void run(Path config) throws Exception {
        long before = county.number("SELECT count(*) FROM registry_change");
        Path changed = new ChangedCounty(
                        stage.county(),
                        stage.changed(),
                        county.number("SELECT count(*) FROM registry_import"),
                        LocalDate.now(ZoneId.of("Asia/Shanghai")))
                .write();
        List<Buffer> requests = new Traffic(county, stage.county()).mixed(PER_SECOND * AT_MOST_SECONDS);
        try (Service service = stage.serve(config);
                Load load = new Load(service.port(), CONNECTIONS)) {
            for (int i = 0; i < WARM_UP; i++) {
                load.open(slice(requests, i), PER_SECOND);
            }
            results.run("wait without import s", longest(load, slice(requests, WARM_UP)));
            CompletableFuture<Double> took = CompletableFuture.supplyAsync(() -> imported(changed, config));
            double longest = 0;
            for (int i = WARM_UP + 1; !took.isDone() && i < AT_MOST_SECONDS / SLICE_SECONDS; i++) {
                longest = Math.max(longest, longest(load, slice(requests, i)));
            }
            results.run("import beside messages s", took.join());
            results.run("import wait s", longest);
        }
        if (county.number("SELECT count(*) FROM registry_change") == before) {
            throw new IllegalStateException("the import changed nothing, so nobody could have waited for it");
        }
        results.figure("import_wait_s", results.median("import wait s"));
    }

    private double imported(Path changed, Path config) {
        try {
            return stage.importCounty(changed, config);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static List<Buffer> slice(List<Buffer> requests, int number) {
        int size = PER_SECOND * SLICE_SECONDS;
        return requests.subList(number * size, (number + 1) * size);
    }

    /** The longest wait in seconds, counted from when a message was due. */
    private double longest(Load load, List<Buffer> requests) throws Exception {
        Load.Measured measured = load.open(requests, PER_SECOND);
        if (measured.failures() > 0) {
            throw new IllegalStateException(
                    measured.failures() + " messages were not taken while a county was imported");
        }
        results.run("import wait p99 ms", measured.latencies().percentile(99));
        return measured.latencies().percentile(100) / 1000;
    }
}
