package org.huiyin.bench.peer;

import io.vertx.core.buffer.Buffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Tickets, and the households they come from. */
@Repository
class TicketRepository {
    private static final String HOME = """
            SELECT b.address_id, b.household_id, b.villager_id, l.id AS duty_id, l.cadre_id, c.id AS cadre_address_id
            FROM binding b
            JOIN link l ON l.household_id = b.household_id AND l.until IS NULL
            JOIN address c ON c.cadre_id = l.cadre_id AND c.channel = 'wecom'
            WHERE b.address_id = ? AND b.until IS NULL
            LIMIT 1
            """;
    private static final String SPOKEN_ON = """
            SELECT t.id, t.code, t.seq, t.head, t.address_id, v.channel, t.holder_cadre_id, c.id AS cadre_address_id
            FROM ticket t
            JOIN address v ON v.id = t.address_id
            JOIN address c ON c.cadre_id = t.holder_cadre_id AND c.channel = 'wecom'
            WHERE t.address_id = ? AND t.state <> 'CLOSED' AND t.spoken_at > ?
            ORDER BY t.spoken_at DESC
            LIMIT 1
            FOR UPDATE OF t
            """;
    private static final String BY_CODE = """
            SELECT t.id, t.code, t.seq, t.head, t.address_id, v.channel, t.holder_cadre_id, c.id AS cadre_address_id
            FROM ticket t
            JOIN address v ON v.id = t.address_id
            JOIN address c ON c.cadre_id = t.holder_cadre_id AND c.channel = 'wecom'
            WHERE t.code = ? AND t.state <> 'CLOSED'
            FOR UPDATE OF t
            """;
    private static final String NEXT = """
            SELECT nextval('ticket_id')
            """;
    private static final String OPEN = """
            INSERT INTO ticket (id, code, kind, urgency, state, address_id, household_id, villager_id, holder_id, holder_cadre_id,
                first_receiver_id, opened_at, reply_due_at, spoken_at, seq, head)
            VALUES (?, ?, 'HELP', 'NORMAL', 'OPEN', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SPOKEN = """
            UPDATE ticket SET seq = ?, head = ?, spoken_at = ? WHERE id = ?
            """;
    private static final String ANSWERED = """
            UPDATE ticket SET seq = ?, head = ?, state = 'ANSWERED', answered_at = ? WHERE id = ?
            """;
    private static final int DUE_DAYS = 2;

    private final JdbcTemplate jdbc;

    TicketRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Fails where the sender is bound to no household: the bench knows all who send, and must see it. */
    Home home(long addressId) {
        return jdbc.queryForObject(HOME, TicketRepository::home, addressId);
    }

    private static Home home(ResultSet row, int number) throws SQLException {
        return new Home(
                row.getLong("address_id"),
                row.getLong("household_id"),
                row.getLong("villager_id"),
                row.getLong("duty_id"),
                row.getLong("cadre_id"),
                row.getLong("cadre_address_id"));
    }

    /** The matter that this sender has spoken on since then, last. */
    Optional<Ticket> spokenOn(long addressId, OffsetDateTime since) {
        return jdbc.query(SPOKEN_ON, TicketRepository::ticket, addressId, since).stream()
                .findFirst();
    }

    Optional<Ticket> byCode(String code) {
        return jdbc.query(BY_CODE, TicketRepository::ticket, code).stream().findFirst();
    }

    private static Ticket ticket(ResultSet row, int number) throws SQLException {
        return new Ticket(
                row.getLong("id"),
                row.getString("code"),
                row.getInt("seq"),
                Buffer.buffer(row.getBytes("head")),
                row.getLong("address_id"),
                row.getString("channel"),
                row.getLong("holder_cadre_id"),
                row.getLong("cadre_address_id"));
    }

    long next() {
        return jdbc.queryForObject(NEXT, Long.class);
    }

    void open(long id, String code, Home home, Entry last, OffsetDateTime now) {
        jdbc.update(
                OPEN,
                id,
                code,
                home.addressId(),
                home.householdId(),
                home.villagerId(),
                home.dutyId(),
                home.cadreId(),
                home.cadreId(),
                now,
                now.plusDays(DUE_DAYS),
                now,
                last.seq(),
                last.hash().getBytes());
    }

    void spoken(Entry last, OffsetDateTime now) {
        jdbc.update(SPOKEN, last.seq(), last.hash().getBytes(), now, last.ticketId());
    }

    void answered(Entry last, OffsetDateTime now) {
        jdbc.update(ANSWERED, last.seq(), last.hash().getBytes(), now, last.ticketId());
    }
}
