package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.huiyin.db.common.PublicProblems.PublicProblem;
import org.huiyin.db.common.PublicPromises;
import org.jspecify.annotations.Nullable;

/**
 * {@code /promises} for people and {@code /promises.json} for machines: the common problems, who has promised what for when, and how many
 * promises each department kept and missed. Open to everybody.
 */
public final class PromiseRoutes implements Routes {
    /**
     * A common problem; days are of the county's time zone.
     *
     * @param state OPEN, ANSWERED or SOLVED
     * @param department null for the county desk
     */
    record Problem(
            String code,
            String title,
            @Nullable String department,
            String since,
            String state,
            @Nullable String promisedOn,
            boolean urgent,
            int households,
            int villages,
            long missed,
            long unanswered) {
        static Problem of(PublicProblem problem, ZoneId zone) {
            return new Problem(
                    "K" + problem.id(),
                    problem.title(),
                    problem.unit(),
                    problem.since().atZone(zone).toLocalDate().toString(),
                    problem.state(),
                    problem.promisedOn() == null ? null : String.valueOf(problem.promisedOn()),
                    problem.urgent(),
                    problem.households(),
                    problem.villages(),
                    problem.missed(),
                    problem.unanswered());
        }
    }

    /** What a department, or the county desk where its name is null, made of its promises. */
    record Department(@Nullable String department, long kept, long missed, long open, long unanswered) {
        static Department of(PublicPromises.Count count) {
            return new Department(count.unit(), count.kept(), count.missed(), count.open(), count.unanswered());
        }
    }

    /** What everybody may keep for that long is kept here, too. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    record Promises(List<Problem> problems, List<Department> departments) {}

    private final Supplier<Future<List<PublicProblem>>> problems;
    private final Supplier<Future<List<PublicPromises.Count>>> departments;
    private final ZoneId zone;
    private final Clock clock;
    private Future<Promises> read = Future.failedFuture("nothing was read yet");
    private Instant readAt = Instant.EPOCH;

    public PromiseRoutes(
            Supplier<Future<List<PublicProblem>>> problems,
            Supplier<Future<List<PublicPromises.Count>>> departments,
            ZoneId zone,
            Clock clock) {
        this.clock = clock;
        this.problems = problems;
        this.departments = departments;
        this.zone = zone;
    }

    @Override
    public void mount(Router router) {
        router.get("/promises.json").method(HttpMethod.HEAD).handler(context -> answer(context, true));
        router.get("/promises").method(HttpMethod.HEAD).handler(context -> answer(context, false));
    }

    /** Whoever asks a thousand times a second costs the database no more than one who asks each minute. */
    private synchronized Future<Promises> promises() {
        Instant now = clock.instant();
        if (read.failed() || Duration.between(readAt, now).abs().compareTo(KEPT) > 0) {
            readAt = now;
            read = read();
        }
        return read;
    }

    private Future<Promises> read() {
        Future<List<PublicProblem>> all = problems.get();
        Future<List<PublicPromises.Count>> counts = departments.get();
        return Future.all(all, counts)
                .map(both -> new Promises(
                        all.result().stream()
                                .map(problem -> Problem.of(problem, zone))
                                .toList(),
                        counts.result().stream().map(Department::of).toList()));
    }

    private void answer(RoutingContext context, boolean json) {
        promises()
                .onSuccess(promises -> send(context, promises, json))
                .onFailure(failure -> Answer.later(context.response(), "the promises cannot be read now, come again"));
    }

    private static void send(RoutingContext context, Promises promises, boolean json) {
        context.response().putHeader("cache-control", "public, max-age=30");
        if (json) {
            Answer.json(context.response(), 200, promises);
        } else {
            Answer.send(context.response(), 200, "text/html; charset=utf-8", Buffer.buffer(PromisePage.of(promises)));
        }
    }
}
