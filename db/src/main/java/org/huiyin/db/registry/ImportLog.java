package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** The trace of one import. */
final class ImportLog {
    /** A row that says something else now. */
    record Change(Part part, String code, Map<String, String> before, Map<String, String> after) {}

    private final Vault vault;
    private final long importId;
    private final OffsetDateTime at;

    ImportLog(Vault vault, long importId, OffsetDateTime at) {
        this.vault = vault;
        this.importId = importId;
        this.at = at;
    }

    long importId() {
        return importId;
    }

    OffsetDateTime at() {
        return at;
    }

    private static final String CHANGES = """
            INSERT INTO registry_change (import_id, entity, code, before, after)
            SELECT $1, f.entity, f.code, f.before, f.after
            FROM unnest($2::text[], $3::text[], $4::bytea[], $5::bytea[]) AS f(entity, code, before, after)
            """;

    Future<Void> changes(SqlClient client, List<Change> changes) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple tuple = Tuple.of(
                importId,
                Columns.texts(changes, c -> c.part().entity()),
                Columns.texts(changes, Change::code),
                Columns.bytes(changes, c -> sealed(c.before(), c.after())),
                Columns.bytes(changes, c -> sealed(c.after(), c.before())));
        return client.preparedQuery(CHANGES).execute(tuple).mapEmpty();
    }

    private byte[] sealed(Map<String, String> one, Map<String, String> other) {
        return vault.seal(Sealed.CHANGE, Fields.difference(one, other));
    }
}
