package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.huiyin.db.Rows;
import org.jspecify.annotations.Nullable;

/** The table {@code absence}: who is away, and who covers for him. */
public final class Absences {
    /** Somebody goes away; with a cover, whose duty gets that id. An absence of his that still runs ends. */
    public record Begin(
            long cadreId,
            @Nullable Long coverDutyId,
            @Nullable Long coverCadreId,
            Instant until) {}

    static final String DUTY_ID = "SELECT nextval(pg_get_serial_sequence('duty', 'id')::regclass)";

    /** An id for the duty of a cover. */
    public Future<Long> dutyId(SqlClient client) {
        return client.preparedQuery(DUTY_ID)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static final String COVER = """
            INSERT INTO duty (id, kind, cadre_id, began_at) OVERRIDING SYSTEM VALUE VALUES ($1, 'COVER', $2, $3)
            """;

    static final String BEGIN = """
            INSERT INTO absence (cadre_id, cover_duty_id, began_at, until_at) VALUES ($1, $2, $3, $4)
            """;

    /** After {@link #end} of what ran before. */
    public Future<Void> begin(SqlClient client, Begin absence, Instant now) {
        Long duty = absence.coverDutyId();
        Future<?> cover = duty == null
                ? Future.succeededFuture()
                : client.preparedQuery(COVER).execute(Tuple.of(duty, absence.coverCadreId(), Rows.at(now)));
        Future<Void> begun = client.preparedQuery(BEGIN)
                .execute(Tuple.of(absence.cadreId(), duty, Rows.at(now), Rows.at(absence.until())))
                .mapEmpty();
        return Future.all(cover, begun).mapEmpty();
    }

    static final String END = """
            WITH over AS (UPDATE absence SET ended_at = $2 WHERE cadre_id = $1 AND ended_at IS NULL RETURNING cover_duty_id)
            UPDATE duty d SET live = false, ended_at = $2 FROM over WHERE d.id = over.cover_duty_id AND d.live
            """;

    /** Ends the absence that runs, and the duty of the cover, which must not hold anything any more when the transaction commits. */
    public Future<Void> end(SqlClient client, long cadreId, Instant now) {
        return client.preparedQuery(END)
                .execute(Tuple.of(cadreId, Rows.at(now)))
                .mapEmpty();
    }

    /** An absence about which something is to be done. */
    public record Due(long id, long cadreId) {}

    static final String DUE = """
            SELECT a.id, a.cadre_id FROM absence a
            WHERE a.ended_at IS NULL
              AND (a.until_at <= $1
                   OR EXISTS (SELECT FROM ticket t WHERE t.holder_cadre_id = a.cadre_id AND t.state <> 'CLOSED'
                                AND t.hold IS DISTINCT FROM 'ASKED'))
              AND NOT EXISTS (SELECT FROM held)
            ORDER BY a.id
            """;

    /** Absences that are over by now, and those of officials who hold something in spite of it. */
    public Future<List<Due>> due(SqlClient client, Instant now) {
        return client.preparedQuery(DUE)
                .execute(Tuple.of(Rows.at(now)))
                .map(rows -> Rows.list(rows, row -> new Due(row.getLong("id"), row.getLong("cadre_id"))));
    }
}
