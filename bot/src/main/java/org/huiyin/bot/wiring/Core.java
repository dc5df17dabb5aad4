package org.huiyin.bot.wiring;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.intake.Intake;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.recovery.Watch;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Vault;

/** What the service does between its doors: takes in, decides, delivers. A seam, so that the doors can be tried without it. */
public interface Core {

    /**
     * What a core is made of.
     *
     * @param clock the time by which everything is decided, which never goes back
     * @param node this process among those of the county; its name is the same after a restart, and nobody else's
     * @param watch knows whether the county is held
     */
    record Parts(
            Vertx vertx,
            Clock clock,
            ServiceConfig config,
            Database database,
            Vault vault,
            NodeCard node,
            List<TextChannel> channels,
            Metrics metrics,
            Watch watch) {
        public Parts {
            channels = List.copyOf(channels);
        }
    }

    /** Makes a core; starts nothing yet. */
    interface Maker {
        Core make(Parts parts);

        /** A maker for this configuration, which may have begun with what needs nothing else. */
        default Maker foresee(ServiceConfig config) {
            return this;
        }
    }

    Intake intake();

    /** Begins to deliver, and to do what is due by the clock. */
    Future<Void> start();

    /**
     * Takes nothing new up, and completes when everything under way has come to its end. Called once, also where {@link #start} failed or
     * was never reached. Given 20 s.
     */
    Future<Void> drain();

    /** Seconds that the oldest part which is due has been waiting, 0 for none. Answers at once. */
    double queueAgeSeconds();

    /** What an administrator should know though all is well. Answers at once. */
    default List<String> notes() {
        return List.of();
    }

    /** The version of the county's configuration by which it decides, 0 while it has none. Answers at once. */
    default long configVersion() {
        return 0;
    }
}
