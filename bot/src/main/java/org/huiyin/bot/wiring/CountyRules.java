package org.huiyin.bot.wiring;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.huiyin.bot.rules.RulesText;
import org.huiyin.db.config.ConfigVersions;
import org.huiyin.db.config.ConfigVersions.Deciding;
import org.huiyin.db.config.ConfigVersions.Draft;
import org.huiyin.db.config.ConfigVersions.Head;
import org.huiyin.db.config.ConfigVersions.Version;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.Notifications;
import org.huiyin.db.server.Notifications.News;

/** The versions of a county's configuration, outside a running service. Blocking; for commands. */
public final class CountyRules implements AutoCloseable {
    private static final int CONNECTIONS = 1;

    private final Database database;

    public CountyRules(Vertx vertx, DatabaseUrl url) {
        this.database = new Database(vertx, url, CONNECTIONS);
    }

    /** All versions, the newest first. */
    public List<Head> heads() {
        return ConfigVersions.heads(database.pool()).await();
    }

    public Optional<Version> version(long number) {
        return ConfigVersions.read(database.pool(), number).await();
    }

    /** The version in force; empty where nobody has served the county yet. */
    public Optional<Version> inForce() {
        return version(ConfigVersions.newest(database.pool()).await());
    }

    /**
     * Makes it the version after {@code after}, and tells the nodes.
     *
     * @return its number; empty when somebody else made that one meanwhile
     */
    public Optional<Long> add(long after, RulesText text, String madeBy, String release, String note) {
        Draft draft = new Draft(text.json(), text.sha256(), madeBy, release, note);
        if (!ConfigVersions.add(database.pool(), after, draft).await()) {
            return Optional.empty();
        }
        Notifications.tell(database.pool(), database.schema(), News.CONFIG).await();
        return Optional.of(after + 1);
    }

    /** The nodes that live now, and by which version each decides. */
    public List<Deciding> deciding() {
        return ConfigVersions.deciding(database.pool()).await();
    }

    @Override
    public void close() {
        database.close().await();
    }
}
