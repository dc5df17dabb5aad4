package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Function;
import org.huiyin.bot.metrics.Metrics.Refusal;

/**
 * The bytes of a request as they came, whatever content type it claims: signatures are over them. Bounded in size and time, with or without
 * a Content-Length.
 */
final class RequestBody {
    /** No provider's message is longer: attachments are fetched, not sent. */
    static final int MAX_BYTES = 1024 * 1024;

    /** Of a body that is too large, so much is read and thrown away, so that its sender stays to hear the answer. */
    private static final int MAX_DISCARDED = 16 * 1024 * 1024;

    /** Either the bytes, or why there are none. */
    sealed interface Outcome {
        record Whole(Buffer bytes) implements Outcome {}

        record Refused(int status, String words, Refusal reason) implements Outcome {}

        default <T> T fold(Function<Whole, T> whole, Function<Refused, T> refused) {
            if (this instanceof Whole w) {
                return whole.apply(w);
            }
            return refused.apply((Refused) this);
        }
    }

    private static final Outcome TOO_LARGE =
            new Outcome.Refused(413, "the body is larger than 1 MiB", Refusal.TOO_LARGE);
    private static final Outcome TOO_SLOW = new Outcome.Refused(408, "the body did not come in time", Refusal.TOO_SLOW);
    private static final Outcome BROKEN_OFF = new Outcome.Refused(400, "the body broke off", Refusal.MALFORMED);

    private final HttpServerRequest request;
    private final Promise<Outcome> done = Promise.promise();
    private final Buffer bytes = Buffer.buffer();
    private long discarded;

    private RequestBody(HttpServerRequest request) {
        this.request = request;
    }

    /** Reads it; to be called before anything else awaits. Never fails. */
    static Future<Outcome> read(Vertx vertx, HttpServerRequest request, Duration limit) {
        return new RequestBody(request).begin(vertx, limit);
    }

    private Future<Outcome> begin(Vertx vertx, Duration limit) {
        long timer = vertx.setTimer(limit.toMillis(), id -> finish(TOO_SLOW, true));
        request.exceptionHandler(failure -> finish(BROKEN_OFF, true));
        request.handler(this::take);
        request.endHandler(end -> finish(new Outcome.Whole(bytes), false));
        boolean announcedTooLarge = announcedLength() > MAX_BYTES;
        boolean asksFirst = "100-continue".equalsIgnoreCase(request.getHeader("expect"));
        if (announcedTooLarge) {
            // One who asks first will not send the body, so that the connection cannot carry another request.
            finish(TOO_LARGE, asksFirst);
        } else if (asksFirst) {
            Future<Void> ignored = request.response().writeContinue();
        }
        return done.future().onComplete(outcome -> vertx.cancelTimer(timer));
    }

    private void take(Buffer chunk) {
        if (done.future().isComplete()) {
            discard(chunk);
        } else if (bytes.length() + chunk.length() > MAX_BYTES) {
            finish(TOO_LARGE, false);
        } else {
            bytes.appendBuffer(chunk);
        }
    }

    private void discard(Buffer chunk) {
        discarded += chunk.length();
        if (discarded > MAX_DISCARDED) {
            Future<Void> ignored = request.connection().close();
        }
    }

    private void finish(Outcome outcome, boolean lastOfConnection) {
        if (lastOfConnection
                && !done.future().isComplete()
                && !request.response().headWritten()) {
            request.response().putHeader("connection", "close");
        }
        done.tryComplete(outcome);
    }

    private long announcedLength() {
        String length = request.getHeader("content-length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }
}
