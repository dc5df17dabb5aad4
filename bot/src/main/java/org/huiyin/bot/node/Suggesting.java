package org.huiyin.bot.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.huiyin.bot.common.Gist;
import org.huiyin.bot.common.Gists;
import org.huiyin.bot.common.Grouping;
import org.huiyin.bot.store.DirectoryCache;
import org.huiyin.bot.store.Outage;
import org.huiyin.bot.texts.Words;
import org.huiyin.db.common.CommonProblems;
import org.huiyin.db.common.Suggestions;
import org.huiyin.db.common.Suggestions.Candidate;
import org.huiyin.db.common.Suggestions.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suggests common problems every quarter of an hour, on whichever node comes first. Comparing takes seconds, and is done beside the event loop,
 * to which the rest is confined.
 */
public final class Suggesting {
    /** So long a matter may be part of a common problem (the county's rule: three months). */
    private static final Duration WITHIN = Duration.ofDays(90);

    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final long LOOK_MS = 60_000;
    /** Texts that are opened at a time. */
    private static final int CHUNK = 1000;
    /** What a suggestion is called until a person names it: the beginning of its first text, in characters. */
    private static final int TITLE = 24;

    private static final Logger log = LoggerFactory.getLogger(Suggesting.class);

    private final Vertx vertx;
    private final Pool pool;
    private final Suggestions suggestions;
    private final CommonProblems problems;
    private final DirectoryCache directories;
    private final Supplier<Words> words;
    private final Clock clock;
    private boolean going;
    private long timer;

    /** @param words asked each time, for those in force */
    public Suggesting(
            Vertx vertx,
            Pool pool,
            Suggestions suggestions,
            CommonProblems problems,
            DirectoryCache directories,
            Supplier<Words> words,
            Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.suggestions = suggestions;
        this.problems = problems;
        this.directories = directories;
        this.words = words;
        this.clock = clock;
    }

    public void start() {
        timer = vertx.setPeriodic(LOOK_MS, tick -> renew());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Renews the suggestions where it is time; how many new ones there are. Never fails: what is not suggested now is later. */
    public Future<Integer> renew() {
        if (going) {
            return Future.succeededFuture(0);
        }
        going = true;
        Instant now = clock.instant();
        return suggestions
                .turn(pool, now, now.minus(EVERY))
                .compose(ours -> ours ? renew(now) : Future.succeededFuture(0))
                .onComplete(done -> going = false)
                .onFailure(failure -> log.warn("no common problems were looked for: {}", Outage.name(failure)))
                .otherwise(0);
    }

    /** What the comparison needs. */
    private record Read(List<Known> known, List<Candidate> candidates, Set<String> places) {}

    private Future<Integer> renew(Instant now) {
        Map<Long, String> texts = new HashMap<>();
        return suggestions
                .prune(pool)
                .compose(pruned -> pool.withConnection(connection -> read(connection, now)))
                .compose(read -> open(tickets(read), 0, texts)
                        .compose(opened -> vertx.executeBlocking(() -> group(read, texts))))
                .compose(groups -> write(groups, texts, now));
    }

    private Future<Read> read(SqlConnection connection, Instant now) {
        var places = directories.current(connection);
        var known = suggestions.known(connection);
        var candidates = suggestions.candidates(connection, now.minus(WITHIN));
        return Future.all(places, known, candidates)
                .map(read -> new Read(
                        known.result(), candidates.result(), places.result().placeNames()));
    }

    private static List<Long> tickets(Read read) {
        List<Long> tickets = new ArrayList<>();
        read.known().forEach(one -> tickets.add(one.firstTicketId()));
        read.candidates().forEach(one -> tickets.add(one.ticketId()));
        return tickets;
    }

    private Future<Void> open(List<Long> tickets, int from, Map<Long, String> texts) {
        if (from >= tickets.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + CHUNK, tickets.size());
        return suggestions.firstWords(pool, tickets.subList(from, to)).compose(words -> {
            words.forEach(said -> texts.put(said.ticketId(), said.text()));
            return open(tickets, to, texts);
        });
    }

    private Grouping.Groups group(Read read, Map<Long, String> texts) {
        Gists gists = new Gists(words.get(), read.places());
        List<Grouping.Matter> matters = read.candidates().stream()
                .map(one -> new Grouping.Matter(one.ticketId(), one.householdId(), gist(gists, texts, one.ticketId())))
                .toList();
        List<Grouping.Known> known = read.known().stream()
                .map(one -> new Grouping.Known(one.problemId(), gist(gists, texts, one.firstTicketId())))
                .toList();
        return Grouping.of(matters, known);
    }

    private static Gist gist(Gists gists, Map<Long, String> texts, long ticketId) {
        return gists.of(texts.getOrDefault(ticketId, ""));
    }

    // ------------------------------------------------------------------------------------------------------------
    // writing

    private Future<Integer> write(Grouping.Groups groups, Map<Long, String> texts, Instant now) {
        return pool.withTransaction(connection -> {
            Future<Void> done = Future.succeededFuture();
            for (Map.Entry<Long, List<Long>> joining : groups.joining().entrySet()) {
                done = done.compose(before -> suggestions.join(connection, joining.getKey(), joining.getValue()));
            }
            for (List<Long> group : groups.groups()) {
                String title = title(Objects.requireNonNullElse(texts.get(group.get(0)), ""));
                done = done.compose(before -> suggest(connection, group, title, now));
            }
            return done.map(groups.groups().size());
        });
    }

    private Future<Void> suggest(SqlConnection connection, List<Long> group, String title, Instant now) {
        return problems.id(connection)
                .compose(id -> suggestions
                        .suggest(connection, id, title, now)
                        .compose(made -> suggestions.join(connection, id, group)));
    }

    private static String title(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int count = line.codePointCount(0, line.length());
        return count <= TITLE ? line : line.substring(0, line.offsetByCodePoints(0, TITLE)) + "…";
    }
}
