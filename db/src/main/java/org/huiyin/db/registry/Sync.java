package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huiyin.db.registry.ImportLog.Change;

/** Brings one table to what a file says, chunk by chunk: adds what is new, changes with history what differs, leaves the rest untouched. */
final class Sync<R> {
    /** What of a chunk is new, and what says something else. */
    record Differences<R>(List<R> fresh, List<R> changed, List<Change> changes) {}

    private final RegistryTable<R> table;
    private final ImportLog log;
    private final Tally tally;

    Sync(RegistryTable<R> table, ImportLog log) {
        this.table = table;
        this.log = log;
        this.tally = new Tally(table.part());
    }

    Tally tally() {
        return tally;
    }

    RegistryTable<R> table() {
        return table;
    }

    Future<Differences<R>> compare(SqlClient client, List<R> chunk) {
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
        int touched = found.fresh().size() + found.changed().size();
        tally.add(found.fresh().size(), found.changed().size(), chunk.size() - touched);
        return found;
    }

    Future<Differences<R>> insert(SqlClient client, Differences<R> found) {
        if (found.fresh().isEmpty()) {
            return Future.succeededFuture(found);
        }
        return table.insert(client, found.fresh())
                .map(written -> complete(written, found.fresh()))
                .map(found);
    }

    Future<Differences<R>> update(SqlClient client, Differences<R> found) {
        if (found.changed().isEmpty()) {
            return Future.succeededFuture(found);
        }
        return table.update(client, found.changed())
                .map(written -> complete(written, found.changed()))
                .compose(done -> log.changes(client, found.changes()))
                .map(found);
    }

    /** The check has seen every reference, so a row that found none is a fault of ours: it must not go unnoticed. */
    private boolean complete(int written, List<R> rows) {
        if (written != rows.size()) {
            throw new IllegalStateException(
                    table.part().file() + ": " + written + " of " + rows.size() + " rows could be written");
        }
        return true;
    }
}
