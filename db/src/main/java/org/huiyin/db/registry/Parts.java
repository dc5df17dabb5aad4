package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import org.huiyin.db.vault.Vault;

/** Each part of the registry with how it is imported. */
final class Parts {
    final Sync<GridRow> grids = new Sync<>(new GridTable());
    final Sync<UnitRow> units = new Sync<>(new UnitTable());
    final Sync<CadreRow> cadres;
    final Seats seats;
    final Sync<HouseholdRow> households;
    final Sync<VillagerRow> villagers;
    final AddressBook addresses;
    final Links links;

    Parts(Vault vault, OnMoved onMoved) {
        Handover handover = new Handover(onMoved);
        this.cadres = new Sync<>(new CadreTable(vault));
        this.seats = new Seats(handover);
        this.households = new Sync<>(new HouseholdTable(vault));
        this.villagers = new Sync<>(new VillagerTable(vault));
        this.addresses = new AddressBook(vault);
        this.links = new Links(handover);
    }

    /** Brings the database to what a chunk says. */
    Future<Importing.Applied> apply(SqlClient client, Step step, byte[] content, ImportLog log) {
        return switch (step) {
            case GRIDS -> grids.apply(client, Format.GRIDS.read(content), log);
            case UNITS -> units.apply(client, Format.UNITS.read(content), log);
            case CADRES -> cadres.apply(client, Format.CADRES.read(content), log);
            case DUTIES -> seats.ofGrids(client, Format.GRIDS.read(content), log);
            case UNIT_DUTIES -> seats.ofUnits(client, Format.UNITS.read(content), log);
            case HOUSEHOLDS -> households.apply(client, Format.HOUSEHOLDS.read(content), log);
            case VILLAGERS -> villagers.apply(client, Format.VILLAGERS.read(content), log);
            case ADDRESSES -> addresses.apply(client, Format.ADDRESSES.read(content), log);
            case LINKS -> links.apply(client, Format.LINKS.read(content), log);
        };
    }

    /** What of a part the database has and the county does not name. */
    Future<Missing.Found> missing(SqlClient client, Part part, CountyRows rows) {
        return switch (part) {
            case GRIDS -> Missing.report(client, grids.table(), rows.grids());
            case UNITS -> Missing.report(client, units.table(), rows.units());
            case CADRES -> Missing.report(client, cadres.table(), rows.cadres());
            case HOUSEHOLDS -> Missing.report(client, households.table(), rows.households());
            case VILLAGERS -> Missing.report(client, villagers.table(), rows.villagers());
            case ADDRESSES -> addresses.missing(client, rows.addresses());
            case LINKS -> links.missing(client, rows.links());
        };
    }
}
