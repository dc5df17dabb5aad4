package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huiyin.db.registry.ImportLog.Change;

/** Brings one table to what a file says: adds what is new, changes with history what differs, leaves the rest untouched. */
final class Sync<R> implements Importing<R> {
    /** What of a chunk is new, and what says something else. */
    private record Differences<R>(List<R> fresh, List<R> changed, List<Change> changes) {}

    private final RegistryTable<R> table;

    Sync(RegistryTable<R> table) {
        this.table = table;
    }

    RegistryTable<R> table() {
        return table;
    }

    @Override
    public Future<List<R>> differing(SqlClient client, List<R> chunk) {
        return compare(client, chunk).map(found -> {
            List<R> rows = new ArrayList<>(found.fresh());
            rows.addAll(found.changed());
            return rows;
        });
    }

    @Override
    public Future<Applied> apply(SqlClient client, List<R> rows, ImportLog log) {
        return compare(client, rows)
                .compose(found -> insert(client, found).map(found))
                .compose(found -> update(client, found, log).map(found))
                .map(found -> new Applied(found.fresh().size(), found.changed().size(), 0));
    }

    private Future<Differences<R>> compare(SqlClient client, List<R> chunk) {
        return table.present(client, Columns.texts(chunk, table::code)).map(present -> differences(chunk, present));
    }

    private Differences<R> differences(List<R> chunk, Map<String, Map<String, String>> present) {
        Differences<R> found = new Differences<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (R row : chunk) {
            String code = table.code(row);
            Map<String, String> before = present.get(code);
            if (before == null) {
                found.fresh().add(row);
                continue;
            }
            Map<String, String> after = table.fields(row);
            if (!before.equals(after)) {
                found.changed().add(row);
                found.changes().add(new Change(table.part(), code, before, after));
            }
        }
        return found;
    }

    private Future<Void> insert(SqlClient client, Differences<R> found) {
        return found.fresh().isEmpty()
                ? Future.succeededFuture()
                : table.insert(client, found.fresh()).compose(written -> complete(written, found.fresh()));
    }

    private Future<Void> update(SqlClient client, Differences<R> found, ImportLog log) {
        return found.changed().isEmpty()
                ? Future.succeededFuture()
                : table.update(client, found.changed(), log.at())
                        .compose(written -> complete(written, found.changed()))
                        .compose(done -> log.changes(client, found.changes()));
    }

    /** The check has seen every reference, so a row that found none is a fault of ours: it must not go unnoticed. */
    private Future<Void> complete(int written, List<R> rows) {
        return written == rows.size()
                ? Future.succeededFuture()
                : Future.failedFuture(new IllegalStateException(
                        table.part().file() + ": " + written + " of " + rows.size() + " rows could be written"));
    }
}
