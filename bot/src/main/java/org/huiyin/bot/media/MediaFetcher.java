package org.huiyin.bot.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huiyin.adapters.channel.FetchFailure;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.bot.store.Outage;
import org.huiyin.db.ticket.Attachments;
import org.huiyin.db.ticket.Attachments.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches photos and voice notes from the providers at once, because those keep them for days only. Confined to its event loop. */
public final class MediaFetcher {
    private static final Logger log = LoggerFactory.getLogger(MediaFetcher.class);
    /** Whoever dies over a fetch leaves it to be tried again after this; a fetch takes at most 20 s. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** After a failure, and twice as long after each other one. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    /** So long WeChat and WeCom keep what somebody has sent (their pages on temporary media: three days). */
    private static final Duration KEPT = Duration.ofDays(3);

    private static final int AT_ONCE = 4;
    private static final long POLL_MS = 1000;

    private final Vertx vertx;
    private final Pool pool;
    private final Attachments attachments;
    private final Map<String, TextChannel> channels = new HashMap<>();
    private final Clock clock;
    private final Runnable stored;
    private boolean busy;
    private boolean again;
    private long timer;

    /**
     * A fetcher.
     *
     * @param stored called when something that a letter may wait for has come
     */
    public MediaFetcher(
            Vertx vertx, Pool pool, Attachments attachments, List<TextChannel> channels, Clock clock, Runnable stored) {
        this.vertx = vertx;
        this.pool = pool;
        this.attachments = attachments;
        channels.forEach(channel -> this.channels.put(channel.id(), channel));
        this.clock = clock;
        this.stored = stored;
    }

    public void start() {
        timer = vertx.setPeriodic(POLL_MS, tick -> wake());
        wake();
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Says that there may be something to fetch. */
    public void wake() {
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        again = false;
        attachments
                .take(pool, clock.instant(), LEASE, AT_ONCE)
                .compose(this::fetchAll)
                .onComplete(done -> {
                    busy = false;
                    boolean some = done.succeeded() && done.result() > 0;
                    if (some) {
                        stored.run();
                    }
                    if (some || again) {
                        wake();
                    }
                });
    }

    private Future<Integer> fetchAll(List<Wanted> wanted) {
        return wanted.isEmpty()
                ? Future.succeededFuture(0)
                : Future.join(wanted.stream().map(this::fetch).toList()).map(wanted.size());
    }

    private Future<Void> fetch(Wanted wanted) {
        TextChannel channel = channels.get(wanted.channel());
        if (channel == null) {
            return attachments.gone(pool, wanted.id());
        }
        MediaKind kind = MediaKind.valueOf(wanted.kind());
        return channel.fetch(new MediaRef(kind, wanted.reference()), Trace.of(wanted.trace()))
                .compose(bytes ->
                        kind == MediaKind.IMAGE ? image(wanted, bytes) : keep(wanted, wanted.contentType(), bytes))
                .recover(failure -> failed(wanted, failure));
    }

    private Future<Void> image(Wanted wanted, Buffer bytes) {
        return vertx.executeBlocking(() -> Images.safe(bytes)).compose(safe -> store(wanted, safe));
    }

    private Future<Void> store(Wanted wanted, Optional<Buffer> safe) {
        return safe.isPresent() ? keep(wanted, "image/jpeg", safe.get()) : attachments.gone(pool, wanted.id());
    }

    private Future<Void> keep(Wanted wanted, String contentType, Buffer bytes) {
        return attachments.store(pool, wanted.id(), contentType, bytes, sha256(bytes));
    }

    private Future<Void> failed(Wanted wanted, Throwable failure) {
        boolean gone = failure instanceof FetchFailure f && f.gone();
        log.warn(
                "attachment {} could not be fetched, try {}, trace={}: {}",
                wanted.id(),
                wanted.tries(),
                Trace.of(wanted.trace()),
                Outage.name(failure));
        Instant now = clock.instant();
        return gone || wanted.since().plus(KEPT).isBefore(now)
                ? attachments.gone(pool, wanted.id())
                : attachments.putOff(pool, wanted.id(), now.plus(pause(wanted.tries())));
    }

    private static Duration pause(int tries) {
        Duration longer = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 10));
        return longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
    }

    private static byte[] sha256(Buffer bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
