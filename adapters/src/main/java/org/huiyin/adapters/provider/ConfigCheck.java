package org.huiyin.adapters.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.Secret;
import org.jspecify.annotations.Nullable;

/** Gathers everything that is wrong with one channel's configuration, so that an administrator mends it in one go. */
public final class ConfigCheck {
    /** Also the last part of a path and a label of metrics, so it stays plain. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final String where;
    private final List<String> problems = new ArrayList<>();

    private ConfigCheck(String where) {
        this.where = where;
    }

    /** Starts the check of the channel that the administrator called {@code id}. */
    public static ConfigCheck channel(@Nullable String id) {
        ConfigCheck check = new ConfigCheck("channels." + (id == null ? "?" : id));
        return check.that(
                id != null && ID.matcher(id).matches(),
                "id",
                "must be 1 to 32 of a-z, 0-9, - and _, and begin with a letter or digit");
    }

    public ConfigCheck that(boolean holds, String key, String otherwise) {
        if (!holds) {
            problems.add(where + "." + key + " " + otherwise);
        }
        return this;
    }

    public ConfigCheck text(String key, @Nullable String value) {
        return that(value != null && !value.isBlank(), key, "is missing");
    }

    /** The value itself is never part of the complaint. */
    public ConfigCheck secret(String key, @Nullable Secret value, Pattern shape, String expected) {
        if (value == null || value.isBlank()) {
            return that(false, key, "is missing: the channel does not start without it");
        }
        return that(shape.matcher(value.reveal()).matches(), key, "must be " + expected);
    }

    /** Plain HTTP would carry access tokens in the clear, so it is taken for a stand-in on this machine only. */
    public ConfigCheck baseUrl(String key, String value) {
        return that(acceptable(value), key, "must be an https:// address (http:// only on this machine)");
    }

    public ConfigCheck proxy(String key, @Nullable ProxyConfig proxy) {
        if (proxy != null) {
            proxy.check(this, key);
        }
        return this;
    }

    /** Fails with every problem, one a line, when there was any. */
    public void orRefuse() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    private static boolean acceptable(String value) {
        try {
            URI uri = URI.create(value);
            boolean local = uri.getHost() != null && LOOPBACK.contains(uri.getHost());
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            return uri.getHost() != null
                    && bare
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
