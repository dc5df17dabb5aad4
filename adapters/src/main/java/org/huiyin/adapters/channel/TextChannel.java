package org.huiyin.adapters.channel;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** A channel of written words. {@code receive} is pure; {@code send} and {@code fetch} are the only methods that touch the network. */
public interface TextChannel extends Channel {

    /** What this channel can carry; what it cannot is rendered down before {@link #send}. */
    Limits limits();

    /** Verifies over the raw bytes, then parses. Never throws: what is wrong with a request is {@link WebhookResult.Refused}. */
    WebhookResult receive(WebhookRequest request);

    /**
     * Hands exactly one part to the provider. The future never fails: every outcome is a value. (A medium is uploaded first where the
     * provider wants that; the upload has no effect on anybody, so the part is still sent once.)
     *
     * @param trace named to the provider, where the channel goes by HTTP
     */
    Future<SendOutcome> send(String address, Outbound part, Trace trace);

    /** The same for what belongs to no message. */
    default Future<SendOutcome> send(String address, Outbound part) {
        return send(address, part, Trace.NONE);
    }

    /**
     * Asks the provider whether it was given this part since then. Changes nothing anywhere, and never fails: who does not know says so.
     */
    Future<Whereabouts> lookUp(String address, Outbound part, Instant since);

    /** Fetches what a villager or cadre attached. Fails with {@link FetchFailure} when the provider no longer has it, or it is too large. */
    Future<Buffer> fetch(MediaRef media, Trace trace);

    /** The same for what belongs to no message. */
    default Future<Buffer> fetch(MediaRef media) {
        return fetch(media, Trace.NONE);
    }
}
