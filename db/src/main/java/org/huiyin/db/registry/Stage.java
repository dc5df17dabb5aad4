package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One county while what of it differs is staged. The import is begun with the first row that does. */
final class Stage {
    private final SqlClient client;
    private final Staging staging;
    private final Parts parts;
    private final OffsetDateTime at;
    private final Progress progress;
    private final List<GridRow> differentGrids = new ArrayList<>();
    private final List<UnitRow> differentUnits = new ArrayList<>();
    private @Nullable Future<Long> importId;
    private int number;

    Stage(SqlClient client, Staging staging, Parts parts, OffsetDateTime at, Progress progress) {
        this.client = client;
        this.staging = staging;
        this.parts = parts;
        this.at = at;
        this.progress = progress;
    }

    /** The import, where anything differs. */
    Future<Optional<Long>> all(CountyRows rows) {
        return grids(rows.grids())
                .compose(done -> differing(Step.UNITS, parts.units, rows.units(), found -> {
                    differentUnits.addAll(found);
                    return add(Step.UNITS, Format.UNITS, found);
                }))
                .compose(done -> part(Step.CADRES, Format.CADRES, parts.cadres, rows.cadres()))
                .compose(done -> Chunks.each(differentGrids, chunk -> add(Step.DUTIES, Format.GRIDS, chunk)))
                .compose(done -> Chunks.each(differentUnits, chunk -> add(Step.UNIT_DUTIES, Format.UNITS, chunk)))
                .compose(done -> part(Step.HOUSEHOLDS, Format.HOUSEHOLDS, parts.households, rows.households()))
                .compose(done -> part(Step.VILLAGERS, Format.VILLAGERS, parts.villagers, rows.villagers()))
                .compose(done ->
                        part(Step.ADDRESSES, Format.ADDRESSES, parts.addresses, AddressBook.sorted(rows.addresses())))
                .compose(done -> part(Step.LINKS, Format.LINKS, parts.links, rows.links()))
                .compose(done ->
                        importId == null ? Future.succeededFuture(Optional.empty()) : importId.map(Optional::of));
    }

    /** A level at a time, from the top, so that a parent is there before what lies in it. */
    private Future<Void> grids(List<GridRow> rows) {
        Future<Void> chain = Future.succeededFuture();
        for (Level level : List.of(Level.COUNTY, Level.TOWNSHIP, Level.AREA, Level.VILLAGE)) {
            List<GridRow> some =
                    rows.stream().filter(row -> row.level() == level).toList();
            chain = chain.compose(done -> differing(Step.GRIDS, parts.grids, some, found -> {
                differentGrids.addAll(found);
                return add(Step.GRIDS, Format.GRIDS, found);
            }));
        }
        return chain;
    }

    private <R> Future<Void> part(Step step, Format<R> format, Importing<R> part, List<R> rows) {
        return differing(step, part, rows, found -> add(step, format, found));
    }

    private <R> Future<Void> differing(
            Step step, Importing<R> part, List<R> rows, Function<List<R>, Future<Void>> keep) {
        AtomicInteger seen = new AtomicInteger();
        String stage = step.part().file() + ": comparing";
        return Chunks.overlapping(
                rows,
                part.rowsAtOnce(),
                chunk -> part.differing(client, chunk)
                        .onSuccess(found -> progress.at(stage, seen.addAndGet(chunk.size()), rows.size()))
                        .compose(found -> found.isEmpty() ? Future.succeededFuture() : keep.apply(found)));
    }

    private <R> Future<Void> add(Step step, Format<R> format, List<R> rows) {
        Future<Long> known = importId;
        if (known == null) {
            known = Staging.begin(client, at);
            importId = known;
        }
        return known.compose(id -> staging.add(client, id, ++number, step, format.write(rows)));
    }
}
