package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.huiyin.db.vault.Vault;

/**
 * Writes a county that was checked. Adds what is new, changes with history what differs, reports what is missing and deletes nothing; the
 * same county again writes nothing at all.
 */
public final class RegistryWriter {
    private final Vault vault;
    private final Clock clock;
    private final OnMoved onMoved;

    public RegistryWriter(Vault vault, Clock clock, OnMoved onMoved) {
        this.vault = vault;
        this.clock = clock;
        this.onMoved = onMoved;
    }

    private static final String ONE_IMPORT_AT_A_TIME = """
            LOCK TABLE registry_import IN SHARE ROW EXCLUSIVE MODE
            """;

    /** Waits for another import to end, and keeps others waiting until this transaction ends. Before the county is checked. */
    public Future<Void> lock(SqlClient client) {
        return client.preparedQuery(ONE_IMPORT_AT_A_TIME).execute().mapEmpty();
    }

    /**
     * Writes everything.
     *
     * @param client a transaction of the caller's, in which {@link #lock} was called and {@code rows} were checked; when this fails it
     *     must be rolled back
     */
    public Future<RegistryOutcome> write(SqlClient client, CountyRows rows, Progress progress) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return new Run(client, rows, progress, vault, onMoved, new ImportLog(vault, now)).all();
    }

    private static final String ANALYZE = """
            ANALYZE grid, unit, cadre, household, villager, duty, link, address, binding
            """;

    /** Tells the planner what came in. After the commit: a new county is planned as an empty one until then. */
    public Future<Void> analyze(SqlClient client) {
        return client.query(ANALYZE).execute().mapEmpty();
    }
}
