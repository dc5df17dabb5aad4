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
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Vault;

/** What the service does between its doors: takes in, decides, delivers. A seam, so that the doors can be tried without it. */
public interface Core {

    /**
     * What a core is made of.
     *
     * @param watch knows whether the county is held
     * @param node this process's name among those of the county: the same after a restart, and nobody else's
     */
    record Parts(
            Vertx vertx,
            Clock clock,
            ServiceConfig config,
            Database database,
            Vault vault,
            String node,
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
}
