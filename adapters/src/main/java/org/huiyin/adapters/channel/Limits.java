package org.huiyin.adapters.channel;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a channel can carry and how often.
 *
 * @param kind what sort of channel it is; decides texts (an SMS is short) and the order of fall-back
 * @param maxTextBytes longest text of one part in UTF-8 bytes
 * @param maxTextChars longest text of one part in UTF-16 units
 * @param carries the forms of {@link Outbound} the channel takes as they are; {@code TEXT} always
 * @param passiveReply whether one text may travel in the answer to the webhook itself
 * @param window the reply budget, or null where anybody may be written to at any time
 * @param perRecipientPerMinute parts to one recipient a minute, 0 for no limit
 * @param receipts whether the provider reports what became of a part later
 * @param repeatSafe whether the provider itself drops a repeated identical part, so that an unknown outcome may be tried again at once
 */
public record Limits(
        Kind kind,
        int maxTextBytes,
        int maxTextChars,
        Set<Form> carries,
        boolean passiveReply,
        @Nullable Window window,
        int perRecipientPerMinute,
        boolean receipts,
        boolean repeatSafe) {

    public enum Kind {
        CHAT,
        SMS
    }

    public enum Form {
        TEXT,
        IMAGE,
        VOICE,
        CHOICE,
        NOTICE
    }

    /**
     * A reply budget.
     *
     * @param afterMessage parts allowed after the recipient wrote, within {@code messageFor}
     * @param afterTouch parts allowed after a menu click, a follow or a scan, within {@code touchFor}
     */
    public record Window(int afterMessage, Duration messageFor, int afterTouch, Duration touchFor) {}

    /** The same, for a time at which nothing may travel in the answer to a webhook. */
    public Limits withoutPassiveReply() {
        return new Limits(
                kind, maxTextBytes, maxTextChars, carries, false, window, perRecipientPerMinute, receipts, repeatSafe);
    }

    public boolean carries(Form form) {
        return carries.contains(form);
    }
}
