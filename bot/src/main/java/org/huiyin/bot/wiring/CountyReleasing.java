package org.huiyin.bot.wiring;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.bot.channel.SharedTokenStore;
import org.huiyin.bot.config.ChannelConfig;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.recovery.CountyRelease;
import org.huiyin.bot.recovery.ReleaseSummary;
import org.huiyin.db.channel.ProviderTokens;
import org.huiyin.db.recovery.Standings;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.vault.Vault;

/** Constructs what a release needs, outside a running service: the channels are only asked. Blocking; for commands. */
public final class CountyReleasing implements AutoCloseable {
    private static final int CONNECTIONS = 2;

    private final Database database;
    private final List<TextChannel> channels;
    private final CountyRelease release;

    public CountyReleasing(Vertx vertx, DatabaseUrl url, Vault vault, ServiceConfig config) {
        Clock clock = Clock.systemUTC();
        this.database = new Database(vertx, url, CONNECTIONS);
        TokenStore tokens = new SharedTokenStore(vertx, database.pool(), new ProviderTokens(vault), clock, () -> {});
        ChannelConfig.Parts parts = new ChannelConfig.Parts(vertx, clock, tokens);
        this.channels =
                config.channels().stream().map(channel -> channel.open(parts)).toList();
        this.release = new CountyRelease(database.pool(), vault, channels, clock);
    }

    public Optional<ReleaseSummary> rehearse() {
        return release.rehearse().await();
    }

    public Optional<ReleaseSummary> release(String who) {
        return release.run(who).await();
    }

    public Optional<Standings.Released> lastRelease() {
        return Standings.lastRelease(database.pool()).await();
    }

    @Override
    public void close() {
        Future.join(channels.stream().map(TextChannel::stop).toList())
                .otherwiseEmpty()
                .await();
        database.close().await();
    }
}
