package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.channel.WebhookResult.Refused;
import org.huiyin.adapters.channel.WebhookResult.Understood;
import org.huiyin.bot.intake.Intake;
import org.huiyin.bot.intake.Intake.Taken;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.metrics.Metrics.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request in at a channel, and answers only when everything it told us is committed. */
public final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    /** Beyond the longest wait of any provider; an event that is committed later is met as a duplicate when it comes again. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(20);

    private static final String TOO_LONG = "not committed within " + LONGEST_COMMIT.toSeconds() + " s";

    private static final int MOST_TOLD = 100;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private final Intake intake;
    private final Metrics metrics;

    public Reception(Vertx vertx, Intake intake, Metrics metrics) {
        this.vertx = vertx;
        this.intake = intake;
        this.metrics = metrics;
    }

    /**
     * What was received: the reply to give, and what was committed with each event, in their order; nothing where the request was refused.
     */
    record Received(WebhookReply reply, List<Taken> taken) {}

    /** Fails only when the intake does: then nothing may be acknowledged, and the sender is asked to come again. */
    Future<Received> receive(TextChannel channel, WebhookRequest request, Trace trace) {
        return channel.receive(request)
                .fold(
                        understood -> take(channel, understood, trace),
                        refused -> Future.succeededFuture(refuse(channel, refused)));
    }

    private Future<Received> take(TextChannel channel, Understood understood, Trace trace) {
        List<Future<Taken>> each =
                understood.events().stream().map(event -> takeOne(event, trace)).toList();
        return inTime(Future.all(each)).map(all -> received(channel, understood, all.list()));
    }

    /** With a timer of the caller's event loop. {@link Future#timeout} keeps one in another thread, which was woken twice for every message. */
    private <T> Future<T> inTime(Future<T> work) {
        Promise<T> answer = Promise.promise();
        long timer = vertx.setTimer(LONGEST_COMMIT.toMillis(), late -> answer.tryFail(new TimeoutException(TOO_LONG)));
        work.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future();
    }

    private Future<Taken> takeOne(TextEvent event, Trace trace) {
        try {
            return intake.take(event, trace);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Received received(TextChannel channel, Understood understood, List<Taken> all) {
        all.forEach(taken -> count(channel.id(), taken));
        Optional<Taken> first =
                all.stream().filter(t -> t.passive().isPresent()).findFirst();
        Optional<Taken> dated = first.or(() -> all.stream().findFirst());
        WebhookReply reply = understood
                .acknowledgement()
                .reply(first.flatMap(Taken::passive), dated.map(Taken::at).orElse(Instant.EPOCH));
        return new Received(reply, all);
    }

    private void count(String channel, Taken taken) {
        if (taken.duplicate()) {
            metrics.duplicate(channel);
        } else {
            metrics.accepted(channel);
        }
    }

    private Received refuse(TextChannel channel, Refused refused) {
        metrics.refused(channel.id(), reason(refused.reply().status()));
        String line = "channel {} refused a request with {}: {}";
        int status = refused.reply().status();
        // Each fault is told once, to whoever is setting the channel up; an attacker's thousandth try goes to the file
        // only.
        if (told.size() < MOST_TOLD && told.add(channel.id() + "|" + refused.why())) {
            log.warn(line, channel.id(), status, refused.why());
        } else {
            log.info(line, channel.id(), status, refused.why());
        }
        return new Received(refused.reply(), List.of());
    }

    private static Refusal reason(int status) {
        return switch (status) {
            case 400 -> Refusal.MALFORMED;
            case 401, 403 -> Refusal.NOT_AUTHENTIC;
            case 413 -> Refusal.TOO_LARGE;
            default -> Refusal.OTHER;
        };
    }
}
