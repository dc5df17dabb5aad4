package org.huiyin.adapters.provider;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import org.huiyin.adapters.channel.Secret;
import org.jspecify.annotations.Nullable;

/** The way out of a network that lets nothing out directly: an HTTP proxy. */
public record ProxyConfig(
        String host,
        int port,
        @Nullable String user,
        @Nullable Secret password) {

    private static final int HIGHEST_PORT = 65_535;

    /** Notes under {@code key} what is wrong, so that a channel's check reports all of it at once. */
    void check(ConfigCheck check, String key) {
        check.text(key + ".host", host);
        check.that(port > 0 && port <= HIGHEST_PORT, key + ".port", "must be between 1 and 65535");
        check.that((user == null) == (password == null), key + ".user", "and " + key + ".password go together");
    }

    ProxyOptions options() {
        ProxyOptions options =
                new ProxyOptions().setType(ProxyType.HTTP).setHost(host).setPort(port);
        if (user != null && password != null) {
            options.setUsername(user).setPassword(password.reveal());
        }
        return options;
    }
}
