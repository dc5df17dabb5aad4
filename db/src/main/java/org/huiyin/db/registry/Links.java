package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.db.registry.ImportLog.Change;

/** Which cadre a household has: a change ends one link and its duty, and begins the next, so that the past stays as it was. */
final class Links implements Importing<LinkRow> {
    /**
     * A link that ends keeps its open tickets locked until the commit, and a batch of messages that met one begins again, perhaps to meet the
     * next: 500 a time held somebody up for 2.2 s.
     */
    private static final int ROWS = 200;

    /** A link that stands. */
    private record Standing(long id, String cadreCode, LocalDate since) {}

    /** What is to be done about some rows. */
    private record Differences(
            List<LinkRow> fresh,
            List<LinkRow> corrected,
            List<LinkRow> replaced,
            List<Long> ending,
            List<Change> changes) {
        Differences() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        List<LinkRow> rows() {
            return Stream.of(fresh, corrected, replaced).flatMap(List::stream).toList();
        }
    }

    private final Handover handover;

    Links(Handover handover) {
        this.handover = handover;
    }

    @Override
    public int rowsAtOnce() {
        return ROWS;
    }

    @Override
    public Future<List<LinkRow>> differing(SqlClient client, List<LinkRow> chunk) {
        return compare(client, chunk).map(Differences::rows);
    }

    @Override
    public Future<Applied> apply(SqlClient client, List<LinkRow> rows, ImportLog log) {
        return compare(client, rows)
                .compose(found -> begin(client, found.fresh(), log.at()).map(found))
                .compose(found -> correct(client, found.corrected()).map(found))
                .compose(found -> handover.run(
                                client, found.ending(), log.at(), () -> replace(client, found.replaced(), log.at()))
                        .compose(moved -> log.changes(client, found.changes()).map(applied(found, moved))));
    }

    private static Applied applied(Differences found, int moved) {
        return new Applied(found.fresh().size(), found.changes().size(), moved);
    }

    /** From code to household to link, one row each, whatever the planner believes of a table that was empty a minute ago. */
    private static final String STANDING = """
            SELECT h.code, l.id, c.code AS cadre_code, l.since
            FROM unnest($1::text[]) AS f(code)
            CROSS JOIN LATERAL (SELECT h.id, h.code FROM household h WHERE h.code = f.code LIMIT 1) h
            CROSS JOIN LATERAL (
                SELECT l.id, l.cadre_id, l.since FROM link l WHERE l.household_id = h.id AND l.until IS NULL LIMIT 1) l
            JOIN cadre c ON c.id = l.cadre_id
            """;

    private static Future<Differences> compare(SqlClient client, List<LinkRow> chunk) {
        return client.preparedQuery(STANDING)
                .execute(Tuple.of((Object) Columns.texts(chunk, LinkRow::householdCode)))
                .map(standing -> compare(chunk, byHousehold(standing)));
    }

    private static Map<String, Standing> byHousehold(Iterable<Row> rows) {
        Map<String, Standing> found = new HashMap<>();
        rows.forEach(row -> found.put(
                row.getString("code"),
                new Standing(row.getLong("id"), row.getString("cadre_code"), row.getLocalDate("since"))));
        return found;
    }

    private static Differences compare(List<LinkRow> chunk, Map<String, Standing> standing) {
        Differences found = new Differences();
        for (LinkRow row : chunk) {
            Standing now = standing.get(row.householdCode());
            if (now == null) {
                found.fresh().add(row);
            } else if (!now.cadreCode().equals(row.cadreCode())) {
                found.replaced().add(row);
                found.ending().add(now.id());
                found.changes().add(change(row, now));
            } else if (!now.since().equals(row.since())) {
                found.corrected().add(row);
                found.changes().add(change(row, now));
            }
        }
        return found;
    }

    private static Change change(LinkRow row, Standing standing) {
        return new Change(
                Part.LINKS,
                row.householdCode(),
                fields(standing.cadreCode(), standing.since()),
                fields(row.cadreCode(), row.since()));
    }

    private static Map<String, String> fields(String cadreCode, LocalDate since) {
        return new Fields()
                .with("cadre_code", cadreCode)
                .with("since", since.toString())
                .map();
    }

    private static final String BEGIN = """
            WITH begun AS MATERIALIZED (
                SELECT nextval((SELECT pg_get_serial_sequence('duty', 'id')::regclass)) AS id, h.id AS household_id,
                       c.id AS cadre_id, f.since, last.id AS after_id, last.until AS after_until
                FROM unnest($1::text[], $2::text[], $3::date[]) AS f(household_code, cadre_code, since)
                JOIN household h ON h.code = f.household_code
                JOIN cadre c ON c.code = f.cadre_code
                LEFT JOIN LATERAL (
                    SELECT l.id, l.until FROM link l WHERE l.household_id = h.id ORDER BY l.id DESC LIMIT 1) last ON true),
            duties AS (
                INSERT INTO duty (id, kind, cadre_id, began_at) OVERRIDING SYSTEM VALUE
                SELECT id, 'LINK', cadre_id, $4 FROM begun)
            INSERT INTO link (id, household_id, cadre_id, since, after_id, after_until)
            SELECT id, household_id, cadre_id, since, after_id, after_until FROM begun
            """;

    private static Future<Void> begin(SqlClient client, List<LinkRow> rows, OffsetDateTime now) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(BEGIN)
                        .execute(values(rows).addOffsetDateTime(now))
                        .compose(result -> complete(result.rowCount(), rows.size()));
    }

    private static Future<Void> complete(int written, int rows) {
        return written == rows
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new IllegalStateException("links.csv: " + written + " of " + rows + " links could be written"));
    }

    private static final String CORRECT = """
            UPDATE link l SET since = f.since
            FROM unnest($1::text[], $2::text[], $3::date[]) AS f(household_code, cadre_code, since)
            JOIN household h ON h.code = f.household_code
            WHERE l.household_id = h.id AND l.until IS NULL
            """;

    private static final String END = """
            UPDATE link l SET until = f.since
            FROM unnest($1::text[], $2::text[], $3::date[]) AS f(household_code, cadre_code, since)
            JOIN household h ON h.code = f.household_code
            WHERE l.household_id = h.id AND l.until IS NULL
            """;

    private static Future<Void> correct(SqlClient client, List<LinkRow> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(CORRECT).execute(values(rows)).mapEmpty();
    }

    /** Their duties have ended, and their tickets are locked. */
    private static Future<Void> replace(SqlClient client, List<LinkRow> rows, OffsetDateTime now) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(END).execute(values(rows)).compose(ended -> begin(client, rows, now));
    }

    private static Tuple values(List<LinkRow> rows) {
        return Tuple.of(
                Columns.texts(rows, LinkRow::householdCode),
                Columns.texts(rows, LinkRow::cadreCode),
                rows.stream().map(LinkRow::since).toArray(LocalDate[]::new));
    }

    private static final String COUNT = """
            SELECT count(*) AS n FROM link WHERE until IS NULL
            """;

    private static final String CODES_AFTER = """
            SELECT h.code
            FROM household h JOIN link l ON l.household_id = h.id AND l.until IS NULL
            WHERE h.code > $1 ORDER BY h.code LIMIT 10000
            """;

    /** Finds households with a link that the file does not name. */
    Future<Missing.Found> missing(SqlClient client, List<LinkRow> rows) {
        return Present.count(client, COUNT)
                .compose(count -> Missing.report(
                        count,
                        rows.size(),
                        () -> rows.stream().map(LinkRow::householdCode).collect(Collectors.toCollection(HashSet::new)),
                        code -> Present.codes(client, CODES_AFTER, code)));
    }
}
