package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.huiyin.db.ticket.HistoryRoots.Published;

/**
 * {@code /history/roots/2026-11-24.json}: the signed roots over all histories that were made on a day, for anybody to keep. Whoever has kept one
 * can have it looked for later ({@code huiyin verify-history --root}), and then nothing before it can have been changed unseen.
 */
public final class RootRoutes implements Routes {
    /** Reads the roots from a moment to another. */
    @FunctionalInterface
    public interface Source {
        Future<List<Published>> between(Instant from, Instant to);
    }

    /** Times are written as text: {@code 2026-11-24T02:00:00Z}. */
    private record Root(
            long n, String at, String root, String previous, String name, String publicKey, String signature) {
        static Root of(Published root) {
            return new Root(
                    root.n(),
                    root.at().toString(),
                    root.root(),
                    root.previous(),
                    root.name(),
                    root.publicKey(),
                    root.signature());
        }
    }

    private record Day(String day, String zone, boolean complete, List<Root> roots) {}

    private final Source source;
    private final ZoneId zone;
    private final Clock clock;

    public RootRoutes(Source source, ZoneId zone, Clock clock) {
        this.source = source;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public void mount(Router router) {
        router.get("/history/roots/:day").method(HttpMethod.HEAD).handler(this::day);
    }

    private void day(RoutingContext context) {
        String name = context.pathParam("day").replaceFirst("\\.json$", "");
        Optional<LocalDate> asked = date(name);
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        if (asked.isEmpty() || asked.get().isAfter(today)) {
            Answer.error(
                    context.response(),
                    404,
                    "there is a file for each day up to today, such as /history/roots/" + today + ".json");
            return;
        }
        LocalDate day = asked.get();
        boolean complete = day.isBefore(today);
        source.between(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant())
                .onSuccess(roots -> {
                    context.response()
                            .putHeader("cache-control", complete ? "public, max-age=31536000, immutable" : "no-cache");
                    List<Root> all = roots.stream().map(Root::of).toList();
                    Answer.json(context.response(), 200, new Day(day.toString(), zone.getId(), complete, all));
                })
                .onFailure(failure -> Answer.later(context.response(), "the roots cannot be read now, come again"));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
