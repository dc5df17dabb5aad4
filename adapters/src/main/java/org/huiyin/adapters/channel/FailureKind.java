package org.huiyin.adapters.channel;

/** Why a part was not taken, in one vocabulary for all providers. */
public enum FailureKind {
    /** Nobody answered (refused, reset, name not found), or something on the way did in the provider's place. The channel pauses; the part loses no try. */
    CONNECTION(true, true),
    /** The provider asks us to slow down. The channel pauses; the part loses no try. */
    THROTTLED(true, true),
    /** The provider is broken (5xx, "system busy"). The channel pauses; the part loses no try. */
    PROVIDER_DOWN(true, true),
    /** The account is refused: token, secret, IP list, permission, ban. The channel pauses until somebody mends it; the part loses no try. */
    CREDENTIALS(true, true),
    /** The account is not set up for this part and may be for others (a template). An administrator must act. */
    CONFIG(false, false),
    /** The part itself is not acceptable (too long, forbidden characters). */
    INVALID_MESSAGE(false, false),
    /** The recipient's reply budget is spent or out of time: another way may still reach him. */
    WINDOW_CLOSED(false, false),
    /** The recipient left or switched us off. */
    RECIPIENT_BLOCKED(false, false),
    /** There is no such recipient. */
    UNKNOWN_RECIPIENT(false, false),
    /** The provider's answer could not be read. */
    UNPARSEABLE(false, false);

    private final boolean retryable;
    private final boolean pausesChannel;

    FailureKind(boolean retryable, boolean pausesChannel) {
        this.retryable = retryable;
        this.pausesChannel = pausesChannel;
    }

    public boolean retryable() {
        return retryable;
    }

    /** Whether the fault lies with the way and not with the part, so that nothing else should be tried on it for a while. */
    public boolean pausesChannel() {
        return pausesChannel;
    }
}
