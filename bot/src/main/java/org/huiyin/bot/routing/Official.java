package org.huiyin.bot.routing;

import java.util.List;
import java.util.Optional;

/**
 * An official as routing and recusal need him.
 *
 * @param chats where he can be written to, in the order they were registered
 */
public record Official(
        long cadreId, String code, String name, String rank, String unit, Optional<String> phone, List<Chat> chats) {
    public Official {
        chats = List.copyOf(chats);
    }

    /** One of his addresses. */
    public record Chat(long addressId, String channel, boolean reachable, String language) {}

    public boolean reachable() {
        return chats.stream().anyMatch(Chat::reachable);
    }
}
