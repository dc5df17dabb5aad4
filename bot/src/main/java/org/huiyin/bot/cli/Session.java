package org.huiyin.bot.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.wiring.Beside;
import org.huiyin.bot.wiring.Core;
import org.huiyin.bot.wiring.Wiring;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;

/** A running service, from its start to its graceful end: what {@code serve} and {@code demo} have in common. */
final class Session {
    private final Surroundings surroundings;
    private final ServiceConfig config;
    private final Core.Maker core;
    private volatile @Nullable String ended;

    /** A session whose core is begun at once, beside the database. */
    Session(Surroundings surroundings, ServiceConfig config, Core.Maker core) {
        this.surroundings = surroundings;
        this.config = config;
        this.core = core.foresee(config);
    }

    /** Something to do once the database is there and before anybody is let in. */
    interface Preparation {
        Preparation NONE = (access, vertx, vault) -> {};

        void run(DatabaseAccess access, Vertx vertx, Vault vault);
    }

    /** Serves on {@code port} until a stop is asked for. */
    void run(int port, Preparation preparation) {
        if (DatabaseAccess.external(surroundings, config.database()).isEmpty()) {
            surroundings.say("Starting the database in " + surroundings.dataDirectory() + " …");
        }
        config.backup().ifPresent(backup -> BackupCommand.refuseBadPlace(surroundings, config, backup.directory()));
        surroundings.shutdown().onSignal();
        DataDirectory data = DataDirectory.prepare(surroundings.dataDirectory());
        Logs.wake();
        Supplier<Line> calling = Beside.begin("line", this::line);
        Logs.begin(data.logs());
        Line line = calling.get();
        Vertx vertx = line.vertx();
        try (NodeName node = NodeName.take(data);
                DatabaseAccess access = DatabaseAccess.reach(surroundings, config.database())) {
            Database database = line.database().orElseGet(() -> Wiring.connect(vertx, access.url()));
            NodeCard card = access.join(database.pool(), node.name(), this::brought);
            Vault vault = access.vault(database.pool(), KeySource.of(surroundings, config));
            preparation.run(access, vertx, vault);
            Wiring.Place place = new Wiring.Place(surroundings.dataDirectory(), this::end);
            serve(new Wiring.Ground(vertx, config, database, vault, card, place, access.isEmbedded(), port));
        } finally {
            vertx.close().await();
        }
    }

    /** What the database is reached by, where it is one that others start: its log-in takes as long as the beginning of the logs. */
    private record Line(Vertx vertx, Optional<Database> database) {}

    private Line line() {
        Vertx vertx = Vertx.vertx();
        Optional<Database> database =
                DatabaseAccess.external(surroundings, config.database()).map(url -> Wiring.connect(vertx, url));
        // Back to the others at once; where there is none, whoever needs it next says so.
        database.ifPresent(reached -> reached.pool().getConnection().onSuccess(SqlConnection::close));
        return new Line(vertx, database);
    }

    private void brought(List<String> migrations) {
        surroundings.say("Brought the database to this version: " + String.join(", ", migrations) + ".");
    }

    private void serve(Wiring.Ground ground) {
        Wiring wiring = new Wiring(ground, core);
        try {
            int port = start(wiring, ground.port());
            surroundings.say("Huiyin is ready on http://" + shownHost() + ":" + port);
            surroundings.shutdown().await();
            surroundings.say("Stopping: finishing what is under way …");
        } finally {
            wiring.stop().await();
        }
        String why = ended;
        if (why != null) {
            throw new CommandFailure(ExitCode.FAILED, "this node has ended: " + why);
        }
        surroundings.say("Stopped.");
    }

    private void end(String why) {
        ended = why;
        surroundings.shutdown().request();
    }

    private int start(Wiring wiring, int port) {
        Future<Integer> started = wiring.start();
        try {
            return started.await();
        } catch (RuntimeException e) {
            throw started.cause() instanceof BindException
                    ? ListenPort.taken(config.http().host(), port)
                    : e;
        }
    }

    private String shownHost() {
        String host = config.http().host();
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        return any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    }
}
