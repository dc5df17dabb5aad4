package org.huiyin.bot.conversation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.db.ticket.QuestionRow;

/** The open questions that a batch knows, by the address that was asked. */
final class KnownQuestions {
    private final Map<Long, Map<Long, QuestionRow>> byAddress = new HashMap<>();

    void add(QuestionRow question) {
        byAddress
                .computeIfAbsent(question.addressId(), id -> new LinkedHashMap<>())
                .put(question.id(), question);
    }

    void remove(QuestionRow question) {
        byAddress.getOrDefault(question.addressId(), new HashMap<>()).remove(question.id());
    }

    List<QuestionRow> to(long addressId) {
        return List.copyOf(byAddress.getOrDefault(addressId, Map.of()).values());
    }

    Optional<QuestionRow> byId(long addressId, long id) {
        return Optional.ofNullable(byAddress.getOrDefault(addressId, Map.of()).get(id));
    }
}
