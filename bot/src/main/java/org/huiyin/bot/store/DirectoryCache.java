package org.huiyin.bot.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.huiyin.bot.routing.Directory;
import org.huiyin.db.registry.Officials;
import org.jspecify.annotations.Nullable;

/** Keeps the directory of officials by its version, which every batch asks for: what is decided rests on what is true now. */
public final class DirectoryCache {
    private final Officials officials;
    private final List<String> channelOrder;
    private volatile @Nullable Directory directory;

    public DirectoryCache(Officials officials, List<String> channelOrder) {
        this.officials = officials;
        this.channelOrder = List.copyOf(channelOrder);
    }

    /** The directory as of the database's present version. */
    public Future<Directory> current(SqlClient client) {
        return officials.version(client).compose(version -> {
            Directory known = directory;
            return known != null && known.version() == version ? Future.succeededFuture(known) : read(client, version);
        });
    }

    private Future<Directory> read(SqlClient client, long version) {
        return officials.read(client, version).map(rows -> {
            Directory fresh = new Directory(rows, channelOrder);
            directory = fresh;
            return fresh;
        });
    }

    /** Reads it anew the next time. */
    public void forget() {
        directory = null;
    }
}
