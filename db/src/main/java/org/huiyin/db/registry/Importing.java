package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** One part of a county while it is imported: what of a file differs from the database, and how the database is brought to it. */
interface Importing<R> {

    /** How many rows are compared, and applied in one transaction: nobody else may write to what they change until it ends. */
    default int rowsAtOnce() {
        return Chunks.ROWS;
    }

    /** Those of a chunk that are new or say something else. Writes nothing. */
    Future<List<R>> differing(SqlClient client, List<R> chunk);

    /**
     * Brings the database to what the rows say, whatever it says by now; the same rows a second time change nothing.
     *
     * @param client a transaction, which must be rolled back when this fails
     */
    Future<Applied> apply(SqlClient client, List<R> rows, ImportLog log);

    /**
     * What was done.
     *
     * @param moved open tickets that went to a successor
     */
    record Applied(int added, int changed, int moved) {}
}
