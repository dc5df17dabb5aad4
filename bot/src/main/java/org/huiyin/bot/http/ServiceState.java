package org.huiyin.bot.http;

/** Where the service is in its life; decides whether messages are let in. Thread-safe. */
public final class ServiceState {
    /** The life of a service, in order. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING
    }

    private volatile Phase phase = Phase.STARTING;

    public void ready() {
        phase = Phase.READY;
    }

    public void stopping() {
        phase = Phase.STOPPING;
    }

    public Phase phase() {
        return phase;
    }

    public boolean isAccepting() {
        return phase == Phase.READY;
    }
}
