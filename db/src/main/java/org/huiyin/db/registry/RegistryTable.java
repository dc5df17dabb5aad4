package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table of coded rows, seen as an import sees it: what it says of a code, in the words of the file, and how to write. References are
 * codes here too; the statements resolve them, so that no map of a million ids is kept.
 */
interface RegistryTable<R> {

    Part part();

    String code(R row);

    /** What the file says, by column; a column that is empty is left out. */
    Map<String, String> fields(R row);

    /** What the table says of these codes, in the form of {@link #fields}; a code that is not there is not in the answer. */
    Future<Map<String, Map<String, String>>> present(SqlClient client, @Nullable String[] codes);

    /** How many rows were written: fewer than given when a reference does not resolve. */
    Future<Integer> insert(SqlClient client, List<R> rows);

    /**
     * How many rows were written.
     *
     * @param at when what follows from the change begins
     */
    Future<Integer> update(SqlClient client, List<R> rows, OffsetDateTime at);

    Future<Long> count(SqlClient client);

    /** The next codes in the table's order, {@link Missing#PAGE} at most; none after the last. */
    Future<List<String>> codesAfter(SqlClient client, String code);
}
