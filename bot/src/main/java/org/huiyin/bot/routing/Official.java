package org.huiyin.bot.routing;

import java.util.List;
import java.util.Optional;

/**
 * An official as routing and recusal need him.
 *
 * @param chats where he can be written to, in the order they were registered
 * @param absent whether he is away for now
 */
public record Official(
        long cadreId,
        String code,
        String name,
        String rank,
        String unit,
        Optional<String> phone,
        List<Chat> chats,
        boolean absent) {
    public Official {
        chats = List.copyOf(chats);
    }

    /** One of his addresses. */
    public record Chat(long addressId, String channel, boolean reachable, String language) {}

    /** Whether something can be given to him now. */
    public boolean available() {
        return !absent && reachable();
    }

    public boolean reachable() {
        return chats.stream().anyMatch(Chat::reachable);
    }
}
