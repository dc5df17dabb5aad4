package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code /health/live} and {@code /health/ready}: for whoever watches the service, man or machine. */
public final class HealthRoutes implements Routes {
    private static final Duration DATABASE_TIME = Duration.ofSeconds(2);

    private record Live(String status) {}

    private record Ready(String status, String service, String database, String channels, List<String> notes) {}

    private final ServiceState state;
    private final Supplier<Future<County>> database;
    private final int channels;
    private final Supplier<List<String>> notes;

    /**
     * How the county stands.
     *
     * @param registered whether there is anybody to whom a message could go
     * @param held whether it takes messages in and sends nothing, after a restore
     * @param notes what an administrator should know though all is well
     */
    public record County(boolean registered, boolean held, List<String> notes) {
        public County {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The routes.
     *
     * @param database asks it how the county stands
     * @param notes what this node itself has to say, whether the database answers or not
     */
    public HealthRoutes(
            ServiceState state, Supplier<Future<County>> database, int channels, Supplier<List<String>> notes) {
        this.state = state;
        this.database = database;
        this.channels = channels;
        this.notes = notes;
    }

    @Override
    public void mount(Router router) {
        router.get("/health/live")
                .method(HttpMethod.HEAD)
                .handler(context -> Answer.json(context.response(), 200, new Live("live")));
        router.get("/health/ready").method(HttpMethod.HEAD).handler(this::ready);
    }

    private void ready(RoutingContext context) {
        database.get()
                .timeout(DATABASE_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(answer -> report(context, Optional.ofNullable(answer.result())));
    }

    /** Held is as good as ready for whoever sends messages here: they are taken in. */
    private void report(RoutingContext context, Optional<County> county) {
        boolean databaseAnswers = county.isPresent();
        boolean ready = county.filter(County::registered).isPresent() && state.isAccepting();
        boolean held = county.filter(County::held).isPresent();
        Ready body = new Ready(
                ready ? held ? "held" : "ready" : "not ready",
                state.phase().name().toLowerCase(Locale.ROOT),
                databaseAnswers ? "answers" : "does not answer within 2 s",
                state.isAccepting() ? channels + " started" : "not started",
                notes(county));
        Answer.json(context.response(), ready ? 200 : 503, body);
    }

    private List<String> notes(Optional<County> county) {
        return Stream.concat(notes.get().stream(), county.stream().flatMap(one -> one.notes().stream()))
                .toList();
    }
}
