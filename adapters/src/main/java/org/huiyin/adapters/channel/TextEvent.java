package org.huiyin.adapters.channel;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Something a provider told us. {@code dedupKey} comes from authenticated content and is the same however often it is told. */
public sealed interface TextEvent {

    String channel();

    String dedupKey();

    Instant occurredAt();

    /**
     * Somebody wrote, pressed a button, or scanned a code.
     *
     * @param sender the provider's address of the person
     * @param content what was said; empty for a pure press, scan or follow
     * @param quotedReference the external id of the message that was quoted, where the channel has it
     * @param press the button that was pressed, on one of our {@link Outbound.Choice} cards
     * @param touch set where this was a follow, a scan or a menu click and not a message
     */
    record MessageReceived(
            String channel,
            String dedupKey,
            Instant occurredAt,
            String sender,
            Optional<Content> content,
            Optional<String> quotedReference,
            Optional<Press> press,
            Optional<Touch> touch)
            implements TextEvent {

        public static MessageReceived of(
                String channel, String dedupKey, Instant occurredAt, String sender, Content content) {
            return new MessageReceived(
                    channel,
                    dedupKey,
                    occurredAt,
                    sender,
                    Optional.of(content),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** What became of a part we sent; {@code detail} is the provider's word for it. */
    record ReceiptReceived(
            String channel, String dedupKey, Instant occurredAt, String externalId, Receipt receipt, String detail)
            implements TextEvent {}

    /** The person left, came back, or switched us off. */
    record ContactChanged(String channel, String dedupKey, Instant occurredAt, String sender, boolean reachable)
            implements TextEvent {}

    /** Authentic, and of a kind we do not know: acknowledged and recorded, so that nothing blocks and nothing is lost. */
    record Unrecognised(
            String channel, String dedupKey, Instant occurredAt, Optional<String> sender, String kind, String raw)
            implements TextEvent {}

    /** What somebody said. */
    sealed interface Content {
        /** Words, as they came; may hold anything but is never a template. */
        record Words(String text) implements Content {}

        /** A picture or a voice note; {@code words} is a recognised transcript or caption, where the provider gives one. */
        record Attached(MediaRef media, String contentType, Optional<String> words) implements Content {}

        /** A place: WGS 84 or GCJ-02 degrees as the provider gave them. */
        record Place(double latitude, double longitude, String label) implements Content {}

        default <T> T fold(Function<Words, T> words, Function<Attached, T> attached, Function<Place, T> place) {
            if (this instanceof Words w) {
                return words.apply(w);
            } else if (this instanceof Attached a) {
                return attached.apply(a);
            }
            return place.apply((Place) this);
        }
    }

    /** A pressed button. {@code reference} is the card's own, {@code key} the option's; without reference, a key of the account's own menu. */
    record Press(String reference, String key) {}

    /** A follow, scan or click. {@code scene} is what our printed code says, empty for none; {@code follow} on a first follow. */
    record Touch(String scene, boolean follow) {}

    /** How far a part has come. The order of the constants is the order of progress. */
    enum Receipt {
        DELIVERED,
        READ,
        FAILED,
        FAILED_BLOCKED
    }

    default <T> T fold(
            Function<MessageReceived, T> message,
            Function<ReceiptReceived, T> receipt,
            Function<ContactChanged, T> contact,
            Function<Unrecognised, T> unrecognised) {
        if (this instanceof MessageReceived m) {
            return message.apply(m);
        } else if (this instanceof ReceiptReceived r) {
            return receipt.apply(r);
        } else if (this instanceof ContactChanged c) {
            return contact.apply(c);
        }
        return unrecognised.apply((Unrecognised) this);
    }
}
