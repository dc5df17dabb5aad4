package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;

/** The table {@code ticket}. */
public final class Tickets {
    private final Vault vault;

    public Tickets(Vault vault) {
        this.vault = vault;
    }

    /**
     * Which tickets a batch may touch.
     *
     * @param addresses of villagers: their open tickets, and those closed after {@code closedSince}
     * @param quoted provider's ids of messages that were quoted
     */
    public record Wanted(
            Collection<Long> addresses,
            Instant closedSince,
            Collection<String> codes,
            Collection<String> quoted,
            Collection<Long> ids) {

        /** Whether it is one of the addresses' tickets, and not only named by its code, its id or a quoted message. */
        public boolean isOfAddress(TicketRow ticket) {
            Instant closedAt = ticket.closedAt();
            return addresses.contains(ticket.addressId()) && (closedAt == null || closedAt.isAfter(closedSince));
        }
    }

    static final String READ = """
            SELECT t.id, t.code, t.kind, t.subject, t.urgency, t.state, t.hold, t.confidential, t.anonymous, t.address_id, t.household_id, t.villager_id,
                   coalesce(v.name, h.head_name) AS person_name, h.address AS place, h.grid_id, t.holder_id, t.holder_cadre_id, t.own_duty_id,
                   t.first_receiver_id, t.opened_at, t.level, t.clock_from, t.reply_due_at, t.reply_yellow_at, t.reply_red_at, t.solve_due_at,
                   t.solve_yellow_at, t.solve_red_at, t.due_provisional, t.carded, t.acts_at, t.spoken_at, t.answered_at, t.resolved_at, t.closed_at,
                   t.closed_as, t.redone, t.seq, t.head
            FROM ticket t
            LEFT JOIN villager v ON v.id = t.villager_id
            LEFT JOIN household h ON h.id = t.household_id
            WHERE t.id IN (
                SELECT a.id FROM ticket a
                WHERE a.address_id = ANY ($1::bigint[]) AND (a.state <> 'CLOSED' OR a.closed_at > $2)
                UNION
                SELECT b.id FROM ticket b WHERE b.code = ANY ($3::text[])
                UNION
                SELECT p.ticket_id FROM part p WHERE p.external_id = ANY ($4::text[])
                UNION
                SELECT unnest($5::bigint[]))
            ORDER BY t.id
            """;

    static final String HELD_BY = """
            SELECT t.id FROM ticket t WHERE t.holder_cadre_id = $1 AND t.state <> 'CLOSED'
            ORDER BY t.state = 'MERGED', CASE t.state WHEN 'OPEN' THEN t.reply_due_at ELSE t.solve_due_at END, t.id LIMIT 200
            """;

    /** The open tickets that an official holds, at most 200, those that are due first. */
    public Future<List<TicketRow>> heldBy(SqlClient client, long cadreId) {
        return client.preparedQuery(HELD_BY)
                .execute(Tuple.of(cadreId))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")))
                .compose(ids -> byIds(client, ids));
    }

    static final String HELD_UNDER =
            "SELECT id FROM ticket WHERE holder_id = $1 AND holder_live IS NOT NULL ORDER BY id";

    /** All open tickets that are held by a duty. */
    public Future<List<TicketRow>> heldUnder(SqlClient client, long dutyId) {
        return client.preparedQuery(HELD_UNDER)
                .execute(Tuple.of(dutyId))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")))
                .compose(ids -> byIds(client, ids));
    }

    static final String OVERDUE_AT_DESK = """
            SELECT t.id FROM duty d JOIN grid g ON g.id = d.grid_id AND g.level = 'COUNTY'
            JOIN ticket t ON t.holder_id = d.id AND t.holder_live IS NOT NULL
            CROSS JOIN LATERAL (SELECT CASE t.state WHEN 'OPEN' THEN t.reply_due_at ELSE t.solve_due_at END) due (at)
            WHERE d.live AND t.state IN ('OPEN', 'ANSWERED') AND t.hold IS DISTINCT FROM 'ASKED' AND due.at < $1
            ORDER BY due.at, t.id LIMIT 200
            """;

    /** What the county desk itself has not done in time, at most 200, the longest overdue first. */
    public Future<List<TicketRow>> overdueAtDesk(SqlClient client, Instant now) {
        return client.preparedQuery(OVERDUE_AT_DESK)
                .execute(Tuple.of(Rows.at(now)))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")))
                .compose(ids -> byIds(client, ids));
    }

    static final String STOOD_IN_FOR = """
            SELECT t.id FROM duty d JOIN ticket t ON t.own_duty_id = d.id AND t.holder_live IS NOT NULL
            WHERE d.cadre_id = $1 AND d.live ORDER BY t.id
            """;

    /** All open tickets of an official that somebody else has while he is away. */
    public Future<List<TicketRow>> stoodInFor(SqlClient client, long cadreId) {
        return client.preparedQuery(STOOD_IN_FOR)
                .execute(Tuple.of(cadreId))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")))
                .compose(ids -> byIds(client, ids));
    }

    private Future<List<TicketRow>> byIds(SqlClient client, List<Long> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : read(client, new Wanted(List.of(), Instant.EPOCH, List.of(), List.of(), ids));
    }

    static final String OPEN_OF = """
            SELECT t.id FROM ticket t
            WHERE t.villager_id = ANY ($1::bigint[]) AND t.state <> 'CLOSED' AND NOT t.confidential AND t.hold IS NULL
            ORDER BY t.id
            LIMIT 50
            """;

    /** Open tickets of villagers at whatever address, at most 50; none that is confidential or held. */
    public Future<List<TicketRow>> openOf(SqlClient client, Collection<Long> villagerIds) {
        return client.preparedQuery(OPEN_OF)
                .execute(Tuple.of(Rows.ids(villagerIds)))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")))
                .compose(ids -> byIds(client, ids));
    }

    public Future<List<TicketRow>> read(SqlClient client, Wanted wanted) {
        Tuple tuple = Tuple.of(
                Rows.ids(wanted.addresses()),
                Rows.at(wanted.closedSince()),
                wanted.codes().toArray(String[]::new),
                wanted.quoted().toArray(String[]::new),
                Rows.ids(wanted.ids()));
        return client.preparedQuery(READ).execute(tuple).map(rows -> Rows.list(rows, this::row));
    }

    private TicketRow row(Row row) {
        return new TicketRow(
                row.getLong("id"),
                row.getString("code"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("urgency"),
                row.getString("state"),
                row.getString("hold"),
                row.getBoolean("confidential"),
                row.getBoolean("anonymous"),
                row.getLong("address_id"),
                row.getLong("household_id"),
                row.getLong("villager_id"),
                vault.openOrNull(Sealed.NAME, Rows.bytesOrNull(row, "person_name")),
                vault.openOrNull(Sealed.PLACE, Rows.bytesOrNull(row, "place")),
                row.getLong("grid_id"),
                row.getLong("holder_id"),
                row.getLong("holder_cadre_id"),
                row.getLong("own_duty_id"),
                row.getLong("first_receiver_id"),
                Rows.instant(row, "opened_at"),
                clocks(row),
                Rows.instant(row, "spoken_at"),
                Rows.instantOrNull(row, "answered_at"),
                Rows.instantOrNull(row, "resolved_at"),
                Rows.instantOrNull(row, "closed_at"),
                row.getString("closed_as"),
                row.getInteger("redone"),
                row.getInteger("seq"),
                row.getBuffer("head"));
    }

    private static TicketClocks clocks(Row row) {
        return new TicketClocks(
                row.getShort("level"),
                Rows.instant(row, "clock_from"),
                new TicketClocks.Times(
                        Rows.instant(row, "reply_due_at"),
                        Rows.instant(row, "reply_yellow_at"),
                        Rows.instant(row, "reply_red_at")),
                new TicketClocks.Times(
                        Rows.instant(row, "solve_due_at"),
                        Rows.instant(row, "solve_yellow_at"),
                        Rows.instant(row, "solve_red_at")),
                row.getBoolean("due_provisional"),
                row.getShort("carded"),
                Rows.instantOrNull(row, "acts_at"));
    }

    static final String ACTING = """
            SELECT id, seq, acts_at FROM ticket WHERE acts_at <= $1 AND NOT EXISTS (SELECT FROM held) ORDER BY acts_at, id LIMIT $2
            """;

    /** A ticket whose clock has something to do, since when, and how long its history is by now. */
    public record Acting(long ticketId, int seq, Instant since) {}

    /** Those of which a clock has something to do by now, the longest waiting first. */
    public Future<List<Acting>> acting(SqlClient client, Instant now, int limit) {
        return client.preparedQuery(ACTING)
                .execute(Tuple.of(Rows.at(now), limit))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Acting(row.getLong("id"), row.getInteger("seq"), Rows.instant(row, "acts_at"))));
    }

    static final String PROVISIONAL = """
            SELECT id FROM ticket
            WHERE due_provisional AND acts_at IS NOT NULL AND id > $1 AND NOT EXISTS (SELECT FROM held) ORDER BY id LIMIT $2
            """;

    /** Those with a running clock that rests on a year that was not published when it was started, by id, after that one. */
    public Future<List<Long>> provisional(SqlClient client, long after, int limit) {
        return client.preparedQuery(PROVISIONAL)
                .execute(Tuple.of(after, limit))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")));
    }

    static final String ON_SEAT = """
            SELECT id, seq, opened_at FROM ticket
            WHERE holder_cadre_id IS NULL AND holder_live IS NOT NULL AND hold IS DISTINCT FROM 'ASKED' AND NOT EXISTS (SELECT FROM held)
            ORDER BY id LIMIT $1
            """;

    /** Open tickets that lie with the county desk's own seat. */
    public Future<List<Acting>> onSeat(SqlClient client, int limit) {
        return client.preparedQuery(ON_SEAT)
                .execute(Tuple.of(limit))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Acting(row.getLong("id"), row.getInteger("seq"), Rows.instant(row, "opened_at"))));
    }

    static final String COUNT_ON_SEAT = """
            SELECT count(*) AS tickets FROM ticket WHERE holder_cadre_id IS NULL AND holder_live IS NOT NULL AND hold IS DISTINCT FROM 'ASKED'
            """;

    /** How many lie there. */
    public static Future<Long> countOnSeat(SqlClient client) {
        return client.preparedQuery(COUNT_ON_SEAT)
                .execute()
                .map(rows -> rows.iterator().next().getLong("tickets"));
    }

    static final String UNTOLD = """
            SELECT id, seq, opened_at FROM ticket WHERE untold AND NOT EXISTS (SELECT FROM held) ORDER BY id LIMIT $1
            """;

    /** Those that the register gave to somebody who has not been told. */
    public Future<List<Acting>> untold(SqlClient client, int limit) {
        return client.preparedQuery(UNTOLD)
                .execute(Tuple.of(limit))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Acting(row.getLong("id"), row.getInteger("seq"), Rows.instant(row, "opened_at"))));
    }

    static final String TOLD = "UPDATE ticket SET untold = false WHERE id = ANY ($1::bigint[])";

    public Future<Void> told(SqlClient client, Collection<Long> ids) {
        return client.preparedQuery(TOLD).execute(Tuple.of(Rows.ids(ids))).mapEmpty();
    }

    static final String PUT_OFF = "UPDATE ticket SET acts_at = $2 WHERE id = $1 AND acts_at < $2";

    /** Lets a clock do nothing before {@code at}. */
    public Future<Void> putOff(SqlClient client, long ticketId, Instant at) {
        return client.preparedQuery(PUT_OFF)
                .execute(Tuple.of(ticketId, Rows.at(at)))
                .mapEmpty();
    }

    static final String OPEN = """
            INSERT INTO ticket (
                id, code, kind, subject, urgency, state, hold, confidential, anonymous, address_id, household_id, villager_id, holder_id, holder_cadre_id,
                first_receiver_id, opened_at, level, clock_from, reply_due_at, reply_yellow_at, reply_red_at, solve_due_at,
                solve_yellow_at, solve_red_at, due_provisional, carded, acts_at, spoken_at, answered_at, resolved_at, closed_at, closed_as,
                redone, seq, head, own_duty_id, grid_id)
            SELECT * FROM unnest(
                $1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[],
                $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::timestamptz[],
                $17::smallint[], $18::timestamptz[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::timestamptz[],
                $23::timestamptz[], $24::timestamptz[], $25::boolean[], $26::smallint[], $27::timestamptz[], $28::timestamptz[],
                $29::timestamptz[], $30::timestamptz[], $31::timestamptz[], $32::text[], $33::smallint[], $34::integer[], $35::bytea[], $36::bigint[], $37::bigint[])
            """;

    public Future<Void> open(SqlClient client, Collection<TicketRow> rows) {
        return client.preparedQuery(OPEN).execute(columns(rows)).mapEmpty();
    }

    static final String CHANGE = """
            UPDATE ticket t
            SET
                kind = u.kind, subject = u.subject, urgency = u.urgency, state = u.state, hold = u.hold, confidential = u.confidential,
                anonymous = u.anonymous, address_id = u.address_id, household_id = u.household_id, villager_id = u.villager_id, holder_id = u.holder_id,
                holder_cadre_id = u.holder_cadre_id, first_receiver_id = u.first_receiver_id, level = u.level, clock_from = u.clock_from,
                reply_due_at = u.reply_due_at, reply_yellow_at = u.reply_yellow_at, reply_red_at = u.reply_red_at,
                solve_due_at = u.solve_due_at, solve_yellow_at = u.solve_yellow_at, solve_red_at = u.solve_red_at,
                due_provisional = u.due_provisional, carded = u.carded, acts_at = u.acts_at, spoken_at = u.spoken_at,
                answered_at = u.answered_at, resolved_at = u.resolved_at, closed_at = u.closed_at, closed_as = u.closed_as,
                redone = u.redone, seq = u.seq, head = u.head, own_duty_id = u.own_duty_id, grid_id = u.grid_id
            FROM unnest(
                $1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[],
                $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::timestamptz[],
                $17::smallint[], $18::timestamptz[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::timestamptz[],
                $23::timestamptz[], $24::timestamptz[], $25::boolean[], $26::smallint[], $27::timestamptz[], $28::timestamptz[],
                $29::timestamptz[], $30::timestamptz[], $31::timestamptz[], $32::text[], $33::smallint[], $34::integer[], $35::bytea[],
                $36::bigint[], $37::bigint[], $38::integer[])
                AS u(
                    id, code, kind, subject, urgency, state, hold, confidential, anonymous, address_id, household_id, villager_id, holder_id, holder_cadre_id,
                    first_receiver_id, opened_at, level, clock_from, reply_due_at, reply_yellow_at, reply_red_at, solve_due_at,
                    solve_yellow_at, solve_red_at, due_provisional, carded, acts_at, spoken_at, answered_at, resolved_at, closed_at,
                    closed_as, redone, seq, head, own_duty_id, grid_id, read_seq)
            WHERE t.id = u.id AND t.seq = u.read_seq
            """;

    /**
     * A ticket that is to be written back.
     *
     * @param readSeq the end of its history when it was read
     */
    public record Change(TicketRow row, int readSeq) {}

    /**
     * Writes back those that still are as they were read, in the order of ids: two batches that change the same tickets wait for each other, and
     * not in a circle.
     *
     * @return whether all of them were; if not, this transaction must not commit
     */
    public Future<Boolean> change(SqlClient client, Collection<Change> changes) {
        List<Change> sorted = changes.stream()
                .sorted(Comparator.comparingLong(change -> change.row().id()))
                .toList();
        Tuple tuple = columns(sorted.stream().map(Change::row).toList())
                .addValue(Rows.column(sorted, Integer[]::new, Change::readSeq));
        return client.preparedQuery(CHANGE).execute(tuple).map(rows -> rows.rowCount() == sorted.size());
    }

    private static Tuple columns(Collection<TicketRow> rows) {
        return Tuple.tuple()
                .addValue(Rows.column(rows, Long[]::new, TicketRow::id))
                .addValue(Rows.column(rows, String[]::new, TicketRow::code))
                .addValue(Rows.column(rows, String[]::new, TicketRow::kind))
                .addValue(Rows.column(rows, String[]::new, TicketRow::subject))
                .addValue(Rows.column(rows, String[]::new, TicketRow::urgency))
                .addValue(Rows.column(rows, String[]::new, TicketRow::state))
                .addValue(Rows.column(rows, String[]::new, TicketRow::hold))
                .addValue(Rows.column(rows, Boolean[]::new, TicketRow::confidential))
                .addValue(Rows.column(rows, Boolean[]::new, TicketRow::anonymous))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::addressId))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::householdId))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::villagerId))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::holderId))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::holderCadreId))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::firstReceiverId))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, t -> Rows.at(t.openedAt())))
                .addValue(
                        Rows.column(rows, Short[]::new, t -> (short) t.clocks().level()))
                .addValue(times(rows, TicketClocks::from))
                .addValue(times(rows, clocks -> clocks.reply().due()))
                .addValue(times(rows, clocks -> clocks.reply().yellow()))
                .addValue(times(rows, clocks -> clocks.reply().red()))
                .addValue(times(rows, clocks -> clocks.solve().due()))
                .addValue(times(rows, clocks -> clocks.solve().yellow()))
                .addValue(times(rows, clocks -> clocks.solve().red()))
                .addValue(Rows.column(rows, Boolean[]::new, t -> t.clocks().provisional()))
                .addValue(
                        Rows.column(rows, Short[]::new, t -> (short) t.clocks().carded()))
                .addValue(Rows.column(
                        rows,
                        OffsetDateTime[]::new,
                        t -> Rows.atOrNull(t.clocks().actsAt())))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, t -> Rows.at(t.spokenAt())))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, t -> Rows.atOrNull(t.answeredAt())))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, t -> Rows.atOrNull(t.resolvedAt())))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, t -> Rows.atOrNull(t.closedAt())))
                .addValue(Rows.column(rows, String[]::new, TicketRow::closedAs))
                .addValue(Rows.column(rows, Short[]::new, t -> (short) t.redone()))
                .addValue(Rows.column(rows, Integer[]::new, TicketRow::seq))
                .addValue(Rows.column(rows, Buffer[]::new, TicketRow::head))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::ownDutyId))
                .addValue(Rows.column(rows, Long[]::new, TicketRow::gridId));
    }

    private static Object times(Collection<TicketRow> rows, Function<TicketClocks, Instant> of) {
        return Rows.column(rows, OffsetDateTime[]::new, t -> Rows.at(of.apply(t.clocks())));
    }
}
