package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** Told, within the import's transaction, which tickets got another holder, so that each ticket's own history can say so. */
@FunctionalInterface
public interface OnMoved {
    OnMoved NOTHING = (client, tickets) -> Future.succeededFuture();

    /** When it fails, nothing of this step is written, and the import stops until it is gone on with. Never called with an empty list. */
    Future<Void> moved(SqlClient client, List<MovedTicket> tickets);
}
