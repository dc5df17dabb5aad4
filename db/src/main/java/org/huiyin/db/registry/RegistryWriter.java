package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.db.registry.Importing.Applied;
import org.huiyin.db.vault.Vault;

/**
 * Writes a county that was checked: what of it differs is staged in one transaction, and then applied in many short ones, which another process
 * can go on with. Adds what is new, changes with history what differs, reports what is missing and deletes nothing; the same county again writes
 * nothing at all.
 */
public final class RegistryWriter {
    private final Clock clock;
    private final Staging staging;
    private final Parts parts;
    private final Appliance appliance;

    public RegistryWriter(Vault vault, Clock clock, OnMoved onMoved) {
        this.clock = clock;
        this.staging = new Staging(vault);
        this.parts = new Parts(vault, onMoved);
        this.appliance = new Appliance(vault, clock, staging, parts);
    }

    /** Waits for another import to end, and keeps others waiting until this transaction ends. Before the county is checked. */
    public Future<Void> turn(SqlClient client) {
        return Staging.turn(client);
    }

    /**
     * Finds what differs from the database, and stages that.
     *
     * @param client a transaction of the caller's that has the {@link #turn}, in which {@code rows} were checked
     * @return the import, for {@link #outcome}; empty when nothing differs
     */
    public Future<Optional<Long>> stage(SqlClient client, CountyRows rows, Progress progress) {
        return new Stage(client, staging, parts, OffsetDateTime.now(clock), progress).all(rows);
    }

    /**
     * Applies what is staged, by whomever, and gives that import. Whatever it fails with, what was applied stays, and it can be called again.
     *
     * @param pool at least 2 connections
     */
    public Future<Optional<Long>> apply(Pool pool, Progress progress) {
        return appliance.run(pool, progress);
    }

    /** Forgets what is staged and not applied, because it cannot be. */
    public Future<Void> discard(Pool pool) {
        return appliance.discard(pool);
    }

    /** What a finished import did. */
    public Future<RegistryTotals> totals(SqlClient client, long importId) {
        return Staging.done(client, importId)
                .map(done -> new RegistryTotals(
                        done.values().stream().mapToInt(Applied::added).sum(),
                        done.values().stream().mapToInt(Applied::changed).sum(),
                        done.values().stream().mapToInt(Applied::moved).sum()));
    }

    /** What an import did with each part that was given, and what of each the county does not name any more. */
    public Future<RegistryOutcome> outcome(SqlClient client, CountyRows rows, Optional<Long> importId) {
        Future<Map<Step, Applied>> done =
                importId.map(id -> Staging.done(client, id)).orElse(Future.succeededFuture(Map.of()));
        return done.compose(steps -> outcomes(client, rows, steps)
                .map(outcomes -> new RegistryOutcome(
                        outcomes,
                        steps.values().stream().mapToInt(Applied::moved).sum())));
    }

    private Future<List<PartOutcome>> outcomes(SqlClient client, CountyRows rows, Map<Step, Applied> steps) {
        List<PartOutcome> outcomes = new ArrayList<>();
        Future<Void> chain = Future.succeededFuture();
        for (Part part : Part.values()) {
            if (rows.given().contains(part)) {
                Applied applied = steps.getOrDefault(Step.valueOf(part.name()), new Applied(0, 0, 0));
                int same = rows.size(part) - applied.added() - applied.changed();
                chain = chain.compose(before -> parts.missing(client, part, rows))
                        .onSuccess(missing -> outcomes.add(new PartOutcome(
                                part, applied.added(), applied.changed(), same, missing.count(), missing.first())))
                        .mapEmpty();
            }
        }
        return chain.map(outcomes);
    }

    private static final String ANALYZE = """
            ANALYZE grid, unit, cadre, household, villager, duty, link, address, binding
            """;

    /** Tells the planner what came in. After the commit: a new county is planned as an empty one until then. */
    public Future<Void> analyze(SqlClient client) {
        return client.query(ANALYZE).execute().mapEmpty();
    }
}
