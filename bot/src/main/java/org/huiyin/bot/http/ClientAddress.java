package org.huiyin.bot.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.huiyin.bot.config.AddressRange;

/** Who calls: the other end of the connection, or whom a configured proxy names. Nobody else's word is taken for it. */
final class ClientAddress {
    private ClientAddress() {}

    /** An IP address, or {@code unknown}. */
    static String of(HttpServerRequest request, List<AddressRange> trusted) {
        SocketAddress remote = request.remoteAddress();
        String address = remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
        List<String> chain = List.of(
                String.join(",", request.headers().getAll("x-forwarded-for")).split(","));
        // Each proxy appends whom it heard from: the last one that is not a proxy of ours is the caller.
        for (int i = chain.size() - 1; i >= 0 && isTrusted(address, trusted); i--) {
            String next = chain.get(i).strip();
            if (!AddressRange.isAddress(next)) {
                return address;
            }
            address = next;
        }
        return address;
    }

    private static boolean isTrusted(String address, List<AddressRange> trusted) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
