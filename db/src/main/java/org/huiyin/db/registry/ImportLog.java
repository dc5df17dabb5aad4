package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** The trace of one import. It begins with the first change, so that an import that changes nothing leaves none. */
final class ImportLog {
    /** A row that says something else now. */
    record Change(Part part, String code, Map<String, String> before, Map<String, String> after) {}

    private final Vault vault;
    private final OffsetDateTime at;
    private @Nullable Future<Long> id;

    ImportLog(Vault vault, OffsetDateTime at) {
        this.vault = vault;
        this.at = at;
    }

    OffsetDateTime at() {
        return at;
    }

    private static final String BEGIN = """
            INSERT INTO registry_import (imported_at, added, changed) VALUES ($1, 0, 0) RETURNING id
            """;

    /** The import's id; its row is written when somebody asks for the first time. */
    Future<Long> id(SqlClient client) {
        Future<Long> known = id;
        if (known == null) {
            known = client.preparedQuery(BEGIN)
                    .execute(Tuple.of(at))
                    .map(rows -> rows.iterator().next().getLong("id"));
            id = known;
        }
        return known;
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
        return id(client)
                .compose(importId -> client.preparedQuery(CHANGES)
                        .execute(Tuple.of(
                                importId,
                                Columns.texts(changes, c -> c.part().entity()),
                                Columns.texts(changes, Change::code),
                                Columns.bytes(changes, c -> sealed(c.before(), c.after())),
                                Columns.bytes(changes, c -> sealed(c.after(), c.before())))))
                .mapEmpty();
    }

    private byte[] sealed(Map<String, String> one, Map<String, String> other) {
        return vault.seal(Sealed.CHANGE, Fields.difference(one, other));
    }

    private static final String END = """
            UPDATE registry_import SET added = $2, changed = $3 WHERE id = $1
            """;

    /** Writes the totals where there is anything to tell. */
    Future<Void> end(SqlClient client, int added, int changed) {
        return added + changed == 0
                ? Future.succeededFuture()
                : id(client)
                        .compose(importId -> client.preparedQuery(END).execute(Tuple.of(importId, added, changed)))
                        .mapEmpty();
    }
}
