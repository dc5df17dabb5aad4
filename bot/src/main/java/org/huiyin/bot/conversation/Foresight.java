package org.huiyin.bot.conversation;

import java.util.List;
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

    /** The codes of the tickets that officials among the senders name rightly. */
    public static Set<String> codes(List<AddressRow> senders, List<Said> batch) {
        Set<Long> officials = senders.stream()
                .filter(sender -> sender.cadreId() != null)
                .map(AddressRow::id)
                .collect(Collectors.toSet());
        return batch.stream()
                .flatMap(said -> said instanceof Said.Spoke spoke ? Stream.of(spoke) : Stream.empty())
                .filter(spoke -> officials.contains(spoke.addressId()))
                .flatMap(spoke -> code(spoke).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<String> code(Said.Spoke spoke) {
        return spoke.content()
                .flatMap(content -> content.fold(
                        words -> Codes.leading(words.text()), attached -> Optional.empty(), place -> Optional.empty()))
                .filter(Codes.Leading::right)
                .map(Codes.Leading::code);
    }
}
