package org.huiyin.bot.conversation;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.db.address.AddressRow;

/**
 * What a batch will most likely need besides what is read for every message: the tickets that officials write to by code, and whom they concern.
 * Read together beforehand, it spares the batch being decided twice more. Nothing depends on it: what it misses is read when it is needed.
 */
public final class Foresight {
    private Foresight() {}

    /** The tickets that are named by a right code. */
    public static Set<Query<?>> tickets(Facts facts, List<Said> batch) {
        return batch.stream().flatMap(said -> code(facts, said).stream()).collect(Collectors.toSet());
    }

    private static Optional<Query<?>> code(Facts facts, Said said) {
        AddressRow sender = facts.addresses().get(said.addressId());
        if (sender == null || sender.cadreId() == null || !(said instanceof Said.Spoke spoke)) {
            return Optional.empty();
        }
        return spoke.content()
                .flatMap(content -> content.fold(
                        words -> Codes.leading(words.text()), attached -> Optional.empty(), place -> Optional.empty()))
                .filter(Codes.Leading::right)
                .map(leading -> new Query.ByCode(leading.code()));
    }

    /** The addresses of whom those tickets concern, once they are read. */
    public static Set<Query<?>> people(Facts facts, Set<Query<?>> tickets) {
        Set<Query<?>> wanted = new HashSet<>();
        tickets.stream()
                .flatMap(query -> query instanceof Query.ByCode byCode ? Stream.of(byCode) : Stream.empty())
                .flatMap(query -> facts.know(query).stream())
                .map(ticket -> ticket.addressId())
                .filter(Objects::nonNull)
                .filter(id -> !facts.addresses().containsKey(id))
                .forEach(id -> wanted.add(new Query.AddressById(id)));
        return wanted;
    }
}
