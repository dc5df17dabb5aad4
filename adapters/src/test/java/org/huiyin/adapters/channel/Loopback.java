package org.huiyin.adapters.channel;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;

/** The guard against a test that would ring the real provider. */
public final class Loopback {
    private Loopback() {}

    /** A Vert.x that finds no host but this one by name. */
    public static Vertx vertx() {
        AddressResolverOptions nobody = new AddressResolverOptions()
                .setHostsValue(Buffer.buffer("127.0.0.1 localhost\n"))
                .addServer("127.0.0.1:9")
                .setQueryTimeout(100)
                .setMaxQueries(1);
        return Vertx.vertx(new VertxOptions().setAddressResolverOptions(nobody).setEventLoopPoolSize(2));
    }
}
