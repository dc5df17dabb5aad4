package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.delivery.PartContent;
import org.huiyin.bot.delivery.Renderer;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.Ids;
import org.huiyin.db.outbox.PartRow;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a letter's parts, and takes them out again while they are not written yet. */
final class Parting {
    private Parting() {}

    static List<PartRow> parts(Letter letter, String channel, Limits limits, Ids ids, Instant now, UUID trace) {
        List<PartRow> parts = new ArrayList<>();
        for (PartContent content : Renderer.render(letter.draft(), limits)) {
            parts.add(part(letter, channel, content, ids.take(Ids.Kind.PART), now, trace));
        }
        return parts;
    }

    private static PartRow part(Letter letter, String channel, PartContent content, long id, Instant now, UUID trace) {
        Ticket ticket = letter.ticket();
        String reference = content.reference();
        // A card's reference must be nobody else's; what stands before the dash is the ticket's code.
        PartContent unique = reference == null ? content : content.withReference(reference + "-" + id);
        return new PartRow(
                id,
                now,
                letter.addressId(),
                channel,
                ticket == null ? null : ticket.id(),
                letter.entrySeq(),
                letter.purpose().name(),
                unique.json(),
                letter.authorAddressId(),
                attachment(letter, content),
                letter.priority().level(),
                letter.notBefore(),
                letter.undoable(),
                List.of(),
                trace);
    }

    private static @Nullable Long attachment(Letter letter, PartContent content) {
        boolean media = content.form() == Limits.Form.IMAGE || content.form() == Limits.Form.VOICE;
        return media ? letter.draft().media().map(Draft.Media::attachmentId).orElse(null) : null;
    }

    /** The author's latest words that may be undone, for that ticket or for any: one of their parts. */
    static Optional<PartRow> latest(List<PartRow> parts, long authorAddressId, @Nullable Long ticketId) {
        return parts.stream()
                .filter(p -> p.undoable() && Objects.equals(p.authorAddressId(), authorAddressId))
                .filter(p -> ticketId == null || ticketId.equals(p.ticketId()))
                .reduce((a, b) -> b);
    }

    /** Removes what is of that purpose and about that ticket; gives the rows of its history whose words they are. */
    static Set<Integer> withhold(List<PartRow> parts, long ticketId, String purpose) {
        List<PartRow> meant = parts.stream()
                .filter(part -> Objects.equals(part.ticketId(), ticketId)
                        && part.purpose().equals(purpose))
                .toList();
        parts.removeAll(meant);
        return meant.stream().map(PartRow::entrySeq).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** Removes those words, all their parts, and gives one of them. */
    static Optional<PartRow> takeBack(List<PartRow> parts, long authorAddressId, @Nullable Long ticketId) {
        Optional<PartRow> latest = latest(parts, authorAddressId, ticketId);
        latest.ifPresent(part -> parts.removeIf(p -> p.undoable()
                && Objects.equals(p.authorAddressId(), authorAddressId)
                && Objects.equals(p.entrySeq(), part.entrySeq())
                && Objects.equals(p.ticketId(), part.ticketId())));
        return latest;
    }
}
