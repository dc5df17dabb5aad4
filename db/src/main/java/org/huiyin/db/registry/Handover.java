package org.huiyin.db.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.huiyin.db.Rows;

/**
 * Ends duties and gives their open tickets to successors: nothing is ever without an owner. Tickets are locked before duties end, in the order
 * of everybody. A ticket that somebody opens meanwhile is either moved too, or refused at its commit by the constraint, and its message
 * taken in again: it finds the successor then.
 */
final class Handover {
    private final OnMoved onMoved;

    Handover(OnMoved onMoved) {
        this.onMoved = onMoved;
    }

    /**
     * Ends {@code duties}, lets their successors begin and moves the open tickets.
     *
     * @return how many were moved
     */
    Future<Integer> run(
            SqlClient client, List<Long> duties, OffsetDateTime now, Supplier<Future<Void>> beginSuccessors) {
        return end(client, duties, now)
                .compose(ended -> beginSuccessors.get())
                .compose(begun -> moveTickets(client, duties))
                .compose(moved -> moved.isEmpty()
                        ? Future.succeededFuture(0)
                        : onMoved.moved(client, moved).map(moved.size()));
    }

    private static final String LOCK_TICKETS = """
            SELECT id FROM ticket WHERE (holder_id = ANY ($1::bigint[]) OR own_duty_id = ANY ($1::bigint[])) AND holder_live IS NOT NULL ORDER BY id FOR NO KEY UPDATE
            """;

    private static final String END_DUTIES = """
            UPDATE duty SET live = false, ended_at = $2 WHERE id = ANY ($1::bigint[]) AND live
            """;

    private static Future<Void> end(SqlClient client, List<Long> duties, OffsetDateTime now) {
        Long[] ids = duties.toArray(Long[]::new);
        return duties.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(LOCK_TICKETS)
                        .execute(Tuple.of((Object) ids))
                        .compose(locked -> client.preparedQuery(END_DUTIES).execute(Tuple.of(ids, now)))
                        .mapEmpty();
    }

    // Who comes next: the household's new cadre, where a link ended, though somebody stood in for him; the seat's new
    // occupant or its other half, where a grid's duty ended; else up the tree, a leader before his deputy, and at last
    // the county's desk, which has a seat that never ends. What is kept from somebody may be about anybody: it goes to
    // the desk's own seat, from where it is placed by what is written in it.
    private static final String MOVE_TICKETS = """
            WITH RECURSIVE moving AS (
                SELECT t.id, t.holder_id, t.confidential OR t.hold IS NOT DISTINCT FROM 'ASKED' AS kept, t.household_id, d.kind, l.household_id AS link_household_id, d.unit_id,
                       coalesce(d.grid_id, h.grid_id, (SELECT g.id FROM grid g WHERE g.level = 'COUNTY')) AS grid_id
                FROM ticket t
                JOIN duty d ON d.id = CASE WHEN t.own_duty_id = ANY ($1::bigint[]) THEN t.own_duty_id ELSE t.holder_id END
                LEFT JOIN link l ON l.id = d.id
                LEFT JOIN household h ON h.id = l.household_id
                WHERE (t.holder_id = ANY ($1::bigint[]) OR t.own_duty_id = ANY ($1::bigint[])) AND t.holder_live IS NOT NULL),
            up AS (
                SELECT m.id, m.kind, g.id AS grid_id, g.parent_id, 1 AS height
                FROM moving m JOIN grid g ON g.id = m.grid_id
                UNION ALL
                SELECT up.id, up.kind, g.id, g.parent_id, up.height + 1
                FROM up JOIN grid g ON g.id = up.parent_id),
            candidate AS (
                SELECT m.id, n.id AS duty_id, n.cadre_id, 0 AS height, 0 AS place
                FROM moving m JOIN link n ON n.household_id = m.link_household_id AND n.until IS NULL
                UNION ALL
                SELECT m.id, d.id, d.cadre_id, 0, CASE d.kind WHEN m.kind THEN 0 ELSE 1 END
                FROM moving m JOIN duty d ON d.unit_id = m.unit_id AND d.live
                UNION ALL
                SELECT up.id, d.id, d.cadre_id, up.height,
                       CASE WHEN up.height = 1 AND d.kind = up.kind THEN 0
                            ELSE array_position(ARRAY['LEADER', 'DEPUTY', 'DESK'], d.kind) END
                FROM up JOIN duty d ON d.grid_id = up.grid_id AND d.live),
            chosen AS (
                SELECT DISTINCT ON (c.id) c.id, m.holder_id AS from_id, c.duty_id, c.cadre_id
                FROM candidate c JOIN moving m ON m.id = c.id
                WHERE c.cadre_id IS NULL OR NOT m.kept
                ORDER BY c.id, c.height, c.place)
            UPDATE ticket t SET holder_id = s.duty_id, holder_cadre_id = s.cadre_id, untold = true,
                own_duty_id = CASE WHEN t.own_duty_id = ANY ($1::bigint[]) THEN NULL ELSE t.own_duty_id END
            FROM chosen s
            WHERE t.id = s.id
            RETURNING t.id, s.from_id, s.duty_id, s.cadre_id
            """;

    private static Future<List<MovedTicket>> moveTickets(SqlClient client, List<Long> duties) {
        return duties.isEmpty()
                ? Future.succeededFuture(List.of())
                : client.preparedQuery(MOVE_TICKETS)
                        .execute(Tuple.of((Object) duties.toArray(Long[]::new)))
                        .map(rows -> Rows.list(rows, Handover::moved));
    }

    private static MovedTicket moved(Row row) {
        return new MovedTicket(
                row.getLong("id"), row.getLong("from_id"), row.getLong("duty_id"), row.getLong("cadre_id"));
    }
}
