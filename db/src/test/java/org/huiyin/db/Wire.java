package org.huiyin.db;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.huiyin.db.server.DatabaseUrl;

/** The network between a service and its database, which may lose what is sent without telling anybody, as a firewall does. */
public final class Wire implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer();
    private final DatabaseUrl url;
    /** Of the connections that are open now. */
    private volatile AtomicBoolean dead = new AtomicBoolean();

    private volatile boolean newOnesToo;
    private final AtomicInteger opened = new AtomicInteger();

    public Wire(DatabaseUrl database) {
        server.connectHandler(near -> {
            opened.incrementAndGet();
            AtomicBoolean lost = newOnesToo ? new AtomicBoolean(true) : dead;
            near.pause();
            client.connect(database.port(), database.host())
                    .onSuccess(far -> {
                        pass(near, far, lost);
                        pass(far, near, lost);
                        near.resume();
                    })
                    .onFailure(failure -> near.close());
        });
        int port = server.listen(0, "127.0.0.1").await().actualPort();
        url = new DatabaseUrl(
                "127.0.0.1",
                port,
                database.database(),
                database.user(),
                database.password(),
                database.schema(),
                database.options());
    }

    private static void pass(NetSocket from, NetSocket to, AtomicBoolean lost) {
        from.handler(bytes -> {
            if (!lost.get()) {
                to.write(bytes);
            }
        });
        from.closeHandler(closed -> {
            if (!lost.get()) {
                to.close();
            }
        });
    }

    /** The database as the service sees it. */
    public DatabaseUrl url() {
        return url;
    }

    /** How many connections there have ever been. */
    public int opened() {
        return opened.get();
    }

    /** Nothing passes any more over the connections that are open now; new ones work. */
    public void loseWhatIsOpen() {
        dead.set(true);
        dead = new AtomicBoolean();
    }

    /** Nothing passes at all, until {@link #mend}; what was opened before stays dead. */
    public void loseAll() {
        newOnesToo = true;
        loseWhatIsOpen();
    }

    public void mend() {
        newOnesToo = false;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
