package org.huiyin.adapters.channel;

/** An attachment could not be fetched; {@code gone} when trying again is of no use. Carries no personal data in its message. */
public final class FetchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean gone;

    public FetchFailure(boolean gone, String detail) {
        super(detail, null, false, false);
        this.gone = gone;
    }

    public boolean gone() {
        return gone;
    }
}
