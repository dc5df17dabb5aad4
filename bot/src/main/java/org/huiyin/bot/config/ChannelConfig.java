package org.huiyin.bot.config;

import io.vertx.core.Vertx;
import java.time.Clock;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TokenStore;

/**
 * A channel as configured, ready to be opened.
 *
 * @param id unique in the file; the last part of its webhook's path
 * @param type its provider, as written in the file
 * @param kind of SMS where its addresses are phone numbers
 * @param perSecond how many parts its provider takes a second from all nodes together, 0 for no limit
 */
public record ChannelConfig(String id, String type, Limits.Kind kind, int perSecond, Opener opener) {

    /** What a channel needs besides its own configuration. */
    public record Parts(Vertx vertx, Clock clock, TokenStore tokens) {}

    /** Makes the channel. Opens no connection yet. */
    public interface Opener {
        TextChannel open(Parts parts);
    }

    public TextChannel open(Parts parts) {
        return opener.open(parts);
    }

    @Override
    public String toString() {
        return id + " (" + type + ")";
    }
}
