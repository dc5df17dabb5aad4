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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.huiyin.db.registry.ImportLog.Change;

/** Which cadre a household has: a change ends one link and its duty, and begins the next, so that the past stays as it was. */
final class Links {
    /** A link that stands and differs from the file. */
    private record Standing(long id, String cadreCode, LocalDate since) {}

    private final ImportLog log;
    private final OffsetDateTime now;
    private final Tally tally = new Tally(Part.LINKS);
    private final List<LinkRow> fresh = new ArrayList<>();
    private final List<LinkRow> corrected = new ArrayList<>();
    private final List<LinkRow> replaced = new ArrayList<>();
    private final List<Long> ending = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    Links(ImportLog log) {
        this.log = log;
        this.now = log.at();
    }

    Tally tally() {
        return tally;
    }

    /** Duties of links that end. */
    List<Long> ending() {
        return ending;
    }

    private static final String STANDING = """
            SELECT h.code, l.id, c.code AS cadre_code, l.since
            FROM household h
            JOIN link l ON l.household_id = h.id AND l.until IS NULL
            JOIN cadre c ON c.id = l.cadre_id
            WHERE h.code = ANY ($1::text[])
            """;

    /** Finds out what is to be done, and does nothing yet. */
    Future<Void> compare(SqlClient client, List<LinkRow> rows, Progress progress) {
        return Chunks.each(
                rows,
                chunk -> client.preparedQuery(STANDING)
                        .execute(Tuple.of((Object) Columns.texts(chunk, LinkRow::householdCode)))
                        .onSuccess(standing -> {
                            compare(chunk, byHousehold(standing));
                            progress.at(Part.LINKS.file(), tally.seen(), rows.size());
                        })
                        .mapEmpty());
    }

    private static Map<String, Standing> byHousehold(Iterable<Row> rows) {
        Map<String, Standing> found = new HashMap<>();
        rows.forEach(row -> found.put(
                row.getString("code"),
                new Standing(row.getLong("id"), row.getString("cadre_code"), row.getLocalDate("since"))));
        return found;
    }

    private void compare(List<LinkRow> chunk, Map<String, Standing> standing) {
        int freshBefore = fresh.size();
        int changesBefore = changes.size();
        for (LinkRow row : chunk) {
            Standing now = standing.get(row.householdCode());
            if (now == null) {
                fresh.add(row);
            } else if (!now.cadreCode().equals(row.cadreCode())) {
                replaced.add(row);
                ending.add(now.id());
                changes.add(change(row, now));
            } else if (!now.since().equals(row.since())) {
                corrected.add(row);
                changes.add(change(row, now));
            }
        }
        int added = fresh.size() - freshBefore;
        int changed = changes.size() - changesBefore;
        tally.add(added, changed, chunk.size() - added - changed);
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
                       c.id AS cadre_id, f.since
                FROM unnest($1::text[], $2::text[], $3::date[]) AS f(household_code, cadre_code, since)
                JOIN household h ON h.code = f.household_code
                JOIN cadre c ON c.code = f.cadre_code),
            duties AS (
                INSERT INTO duty (id, kind, cadre_id, began_at) OVERRIDING SYSTEM VALUE
                SELECT id, 'LINK', cadre_id, $4 FROM begun)
            INSERT INTO link (id, household_id, cadre_id, since)
            SELECT id, household_id, cadre_id, since FROM begun
            """;

    private Future<Void> begin(SqlClient client, List<LinkRow> rows) {
        return client.preparedQuery(BEGIN)
                .execute(values(rows).addOffsetDateTime(now))
                .map(result -> {
                    if (result.rowCount() != rows.size()) {
                        throw new IllegalStateException(
                                "links.csv: " + result.rowCount() + " of " + rows.size() + " links could be written");
                    }
                    return result;
                })
                .mapEmpty();
    }

    private static final String CHECK_NOW = """
            SET CONSTRAINTS ALL IMMEDIATE
            """;

    private static final String CHECK_LATER = """
            SET CONSTRAINTS ALL DEFERRED
            """;

    /**
     * Begins the links of households that had none. What the constraints say of them is asked at once: kept for the commit, a whole
     * county of checks would have to fit into its time.
     */
    Future<Void> beginFresh(SqlClient client, Progress progress) {
        AtomicInteger begun = new AtomicInteger();
        return Chunks.each(
                fresh,
                chunk -> begin(client, chunk)
                        .compose(written -> client.query(CHECK_NOW).execute())
                        .compose(checked -> client.query(CHECK_LATER).execute())
                        .onSuccess(
                                later -> progress.at("links.csv: linking", begun.addAndGet(chunk.size()), fresh.size()))
                        .mapEmpty());
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

    /** Corrects, ends and begins where there was a link already. The tickets of the ended duties are locked, and moved afterwards. */
    Future<Void> change(SqlClient client) {
        return Chunks.each(
                        corrected,
                        chunk -> client.preparedQuery(CORRECT)
                                .execute(values(chunk))
                                .mapEmpty())
                .compose(done -> Chunks.each(
                        replaced,
                        chunk -> client.preparedQuery(END)
                                .execute(values(chunk))
                                .compose(ended -> begin(client, chunk))))
                .compose(done -> Chunks.each(changes, chunk -> log.changes(client, chunk)));
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

    /** Reports households with a link that the file does not name. */
    Future<Void> missing(SqlClient client, List<LinkRow> rows) {
        return Present.count(client, COUNT)
                .compose(count -> Missing.report(
                        count, tally, () -> households(rows), code -> Present.codes(client, CODES_AFTER, code)));
    }

    private static Set<String> households(List<LinkRow> rows) {
        return rows.stream().map(LinkRow::householdCode).collect(Collectors.toCollection(HashSet::new));
    }
}
