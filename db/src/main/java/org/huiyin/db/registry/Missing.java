package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds what the database has and a file does not name. It is reported and kept: a row left out by mistake costs nobody his history. */
final class Missing {
    static final int PAGE = 10_000;
    /** Enough to see what kind of rows they are. */
    static final int SHOWN = 20;

    private Missing() {}

    /** How many there are, and the codes of the first of them. */
    record Found(long count, List<String> first) {}

    /**
     * Counts them, and walks through the table only where there are any.
     *
     * @param inTable rows of the table, those of the file included
     * @param inFile rows of the file, all of which are in the table
     * @param codes of the file; asked for only where needed
     */
    static Future<Found> report(
            long inTable, int inFile, Supplier<Set<String>> codes, Function<String, Future<List<String>>> after) {
        long missing = inTable - inFile;
        return missing <= 0
                ? Future.succeededFuture(new Found(0, List.of()))
                : walk("", codes.get(), new ArrayList<>(), after).map(first -> new Found(missing, first));
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

    static <R> Future<Found> report(SqlClient client, RegistryTable<R> table, List<R> rows) {
        return table.count(client)
                .compose(count -> report(
                        count,
                        rows.size(),
                        () -> rows.stream().map(table::code).collect(Collectors.toCollection(HashSet::new)),
                        code -> table.codesAfter(client, code)));
    }
}
