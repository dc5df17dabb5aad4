package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds what the database has and a file does not name. It is reported and kept: a row left out by mistake costs nobody his history. */
final class Missing {
    static final int PAGE = 10_000;
    /** Enough to see what kind of rows they are. */
    static final int SHOWN = 20;

    private Missing() {}

    /**
     * Counts them, and walks through the table only where there are any.
     *
     * @param inTable rows of the table, those of the file included
     * @param codes of the file; asked for only where needed
     */
    static Future<Void> report(
            long inTable, Tally tally, Supplier<Set<String>> codes, Function<String, Future<List<String>>> after) {
        long missing = inTable - tally.seen();
        if (missing <= 0) {
            return Future.succeededFuture();
        }
        return walk("", codes.get(), new ArrayList<>(), after)
                .onSuccess(first -> tally.missing(missing, first))
                .mapEmpty();
    }

    private static Future<List<String>> walk(
            String last, Set<String> codes, List<String> found, Function<String, Future<List<String>>> after) {
        return after.apply(last).compose(page -> {
            page.stream()
                    .filter(code -> !codes.contains(code))
                    .limit(SHOWN - found.size())
                    .forEach(found::add);
            return page.isEmpty() || found.size() == SHOWN
                    ? Future.succeededFuture(found)
                    : walk(page.get(page.size() - 1), codes, found, after);
        });
    }

    static <R> Future<Void> report(SqlClient client, Sync<R> sync, Supplier<Set<String>> codes) {
        RegistryTable<R> table = sync.table();
        return table.count(client)
                .compose(count -> report(count, sync.tally(), codes, code -> table.codesAfter(client, code)));
    }
}
