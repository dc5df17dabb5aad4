package org.huiyin.bot.service;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.wiring.Core;
import org.huiyin.bot.wiring.HuiyinCore;
import org.huiyin.bot.wiring.Wiring;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.vault.Vault;

/** One node of a county in this process: everything that {@code serve} runs, on event loops of its own. */
final class Node {
    private final Vertx vertx = Vertx.vertx();
    private final Wiring wiring;
    private final Door door;

    /** Starts it under {@code name}; {@code clock} decides what is due. */
    Node(String name, ServiceConfig config, DatabaseUrl database, Vault vault, Clock clock) {
        this(name, config, database, vault, parts -> new HuiyinCore(at(parts, clock)), Clock.systemUTC());
    }

    private Node(
            String name, ServiceConfig config, DatabaseUrl database, Vault vault, Core.Maker maker, Clock machine) {
        Wiring.Ground ground = new Wiring.Ground(
                vertx,
                config,
                Wiring.connect(vertx, database),
                vault,
                new NodeCard(name, "test", 1),
                new Wiring.Place(Path.of("target"), why -> {}),
                false,
                0);
        wiring = new Wiring(ground, maker, machine);
        door = new Door("http://127.0.0.1:" + wiring.start().await(), Stand.PATIENCE);
    }

    /** The same on a machine of which {@code machine} is the clock, as it would be if somebody set that. */
    static Node onMachine(String name, ServiceConfig config, DatabaseUrl database, Vault vault, Clock machine) {
        return new Node(name, config, database, vault, HuiyinCore::new, machine);
    }

    private static Core.Parts at(Core.Parts parts, Clock clock) {
        return new Core.Parts(
                parts.vertx(),
                clock,
                parts.config(),
                parts.database(),
                parts.vault(),
                parts.node(),
                parts.channels(),
                parts.metrics(),
                parts.watch());
    }

    Door door() {
        return door;
    }

    /** What {@code /metrics} says of this meter now. */
    double metric(String name) throws Exception {
        return door.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    void stop() {
        wiring.stop().await();
        vertx.close().await();
    }
}
