package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.db.registry.Sync.Differences;
import org.huiyin.db.vault.Vault;

/**
 * One import while it is written. Existing rows are changed in the order in which everybody locks them: addresses, tickets, cadres. New rows
 * nobody can hold a lock on, so they come in the order in which they refer to one another.
 */
final class Run {
    private final SqlClient client;
    private final CountyRows rows;
    private final Progress progress;
    private final OnMoved onMoved;
    private final ImportLog log;
    private final Sync<GridRow> grids;
    private final Sync<UnitRow> units;
    private final Sync<CadreRow> cadres;
    private final Sync<HouseholdRow> households;
    private final Sync<VillagerRow> villagers;
    private final AddressBook addresses;
    private final Links links;
    private final GridDuties duties;
    private final Handover handover;
    private final List<Differences<CadreRow>> changedCadres = new ArrayList<>();

    Run(SqlClient client, CountyRows rows, Progress progress, Vault vault, OnMoved onMoved, ImportLog log) {
        this.client = client;
        this.rows = rows;
        this.progress = progress;
        this.onMoved = onMoved;
        this.log = log;
        grids = new Sync<>(new GridTable(), log);
        units = new Sync<>(new UnitTable(), log);
        cadres = new Sync<>(new CadreTable(vault), log);
        households = new Sync<>(new HouseholdTable(vault), log);
        villagers = new Sync<>(new VillagerTable(vault, log.at()), log);
        addresses = new AddressBook(vault, log);
        links = new Links(log);
        duties = new GridDuties(log.at());
        handover = new Handover(log.at());
    }

    Future<RegistryOutcome> all() {
        return level(Level.COUNTY)
                .compose(done -> level(Level.TOWNSHIP))
                .compose(done -> level(Level.AREA))
                .compose(done -> level(Level.VILLAGE))
                .compose(done -> sync(units, rows.units()))
                .compose(done -> newCadres())
                .compose(done -> sync(households, rows.households()))
                .compose(done -> sync(villagers, rows.villagers()))
                .compose(done -> addresses.write(client, rows.addresses(), progress))
                .compose(done -> links.compare(client, rows.links(), progress))
                .compose(done -> links.beginFresh(client, progress))
                .compose(done -> duties.ending(client))
                .compose(this::handOver)
                .compose(done -> changedCadres())
                .compose(done -> missing())
                .compose(done -> outcome());
    }

    private <R> Future<Void> sync(Sync<R> sync, List<R> all) {
        return Chunks.each(
                all,
                chunk -> sync.compare(client, chunk)
                        .compose(found -> sync.insert(client, found))
                        .compose(found -> sync.update(client, found))
                        .onSuccess(found -> tell(sync, all.size()))
                        .mapEmpty());
    }

    private void tell(Sync<?> sync, int total) {
        progress.at(sync.table().part().file(), sync.tally().seen(), total);
    }

    /** A level at a time, from the top, so that a parent is there before what lies in it. */
    private Future<Void> level(Level level) {
        List<GridRow> some =
                rows.grids().stream().filter(row -> row.level() == level).toList();
        return Chunks.each(
                some,
                chunk -> grids.compare(client, chunk)
                        .compose(found -> grids.insert(client, found))
                        .compose(found -> grids.update(client, found))
                        .onSuccess(found -> {
                            duties.want(found.fresh());
                            duties.want(found.changed());
                            tell(grids, rows.grids().size());
                        })
                        .mapEmpty());
    }

    private Future<Void> newCadres() {
        return Chunks.each(
                rows.cadres(),
                chunk -> cadres.compare(client, chunk)
                        .compose(found -> cadres.insert(client, found))
                        .onSuccess(found -> {
                            changedCadres.add(found);
                            tell(cadres, rows.cadres().size());
                        })
                        .mapEmpty());
    }

    private Future<Void> changedCadres() {
        Future<?> last = Future.succeededFuture();
        for (Differences<CadreRow> found : changedCadres) {
            last = last.compose(done -> cadres.update(client, found));
        }
        return last.mapEmpty();
    }

    private Future<Void> handOver(List<Long> endingGridDuties) {
        List<Long> ending = new ArrayList<>(endingGridDuties);
        ending.addAll(links.ending());
        return handover.end(client, ending)
                .compose(done -> duties.begin(client))
                .compose(done -> links.change(client))
                .compose(done -> handover.moveTickets(client, ending))
                .compose(done -> handover.moved().isEmpty()
                        ? Future.succeededFuture()
                        : onMoved.moved(client, handover.moved()));
    }

    private Future<Void> missing() {
        return missing(grids, rows.grids())
                .compose(done -> missing(units, rows.units()))
                .compose(done -> missing(cadres, rows.cadres()))
                .compose(done -> missing(households, rows.households()))
                .compose(done -> missing(villagers, rows.villagers()))
                .compose(done -> given(Part.ADDRESSES) ? addresses.missing(client) : Future.succeededFuture())
                .compose(done -> given(Part.LINKS) ? links.missing(client, rows.links()) : Future.succeededFuture());
    }

    private <R> Future<Void> missing(Sync<R> sync, List<R> all) {
        return given(sync.table().part())
                ? Missing.report(client, sync, () -> codes(sync, all))
                : Future.succeededFuture();
    }

    private static <R> Set<String> codes(Sync<R> sync, List<R> all) {
        return all.stream().map(sync.table()::code).collect(Collectors.toCollection(HashSet::new));
    }

    private boolean given(Part part) {
        return rows.given().contains(part);
    }

    private Future<RegistryOutcome> outcome() {
        List<Tally> tallies = List.of(
                grids.tally(),
                units.tally(),
                cadres.tally(),
                households.tally(),
                villagers.tally(),
                addresses.tally(),
                links.tally());
        RegistryOutcome outcome = new RegistryOutcome(
                tallies.stream()
                        .map(Tally::outcome)
                        .filter(part -> given(part.part()))
                        .toList(),
                handover.moved().size());
        boolean wrote = outcome.added() + outcome.changed() > 0;
        return log.end(client, outcome.added(), outcome.changed())
                .compose(ended -> wrote ? Officials.rise(client) : Future.succeededFuture())
                .map(outcome);
    }
}
