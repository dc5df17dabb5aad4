package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** Reads what became of messages, for the demo: only ever of villagers who write from the channels that are named. */
public final class Trails {
    private final Vault vault;

    public Trails(Vault vault) {
        this.vault = vault;
    }

    /**
     * Something that a villager said.
     *
     * @param words null when they have been erased
     * @param holder who has the ticket now, null for the desk's own seat
     */
    public record Said(
            long ticketId,
            int seq,
            Instant at,
            @Nullable String words,
            String code,
            String state,
            @Nullable String hold,
            boolean confidential,
            Instant dueAt,
            String channel,
            String address,
            @Nullable String villager,
            @Nullable Official holder,
            @Nullable UUID trace) {}

    /** An official, as a trail names him. */
    public record Official(String name, String unit) {}

    static final String SAID = """
            SELECT t.id, h.seq, h.at, h.body, h.trace, t.code, t.state, t.hold, t.confidential,
                CASE t.state WHEN 'OPEN' THEN t.reply_due_at ELSE t.solve_due_at END AS due_at, a.channel, a.address,
                   coalesce(v.name, home.head_name) AS villager, c.name AS holder, u.name AS holder_unit
            FROM (
                SELECT n.* FROM ticket n JOIN address w ON w.id = n.address_id
                WHERE w.channel = ANY ($1::text[])
                ORDER BY n.id DESC
                LIMIT 100) t
            JOIN address a ON a.id = t.address_id
            JOIN history h ON h.ticket_id = t.id AND h.kind = 'SAID' AND h.actor = 'VILLAGER'
            LEFT JOIN villager v ON v.id = t.villager_id
            LEFT JOIN household home ON home.id = t.household_id
            LEFT JOIN cadre c ON c.id = t.holder_cadre_id
            LEFT JOIN unit u ON u.id = c.unit_id
            ORDER BY h.at DESC, t.id DESC, h.seq DESC
            LIMIT $2
            """;

    /** What was said last on the newest tickets of these channels, the newest first. */
    public Future<List<Said>> said(SqlClient client, Collection<String> channels, int limit) {
        return client.preparedQuery(SAID)
                .execute(Tuple.of(channels.toArray(String[]::new), limit))
                .map(rows -> Rows.list(rows, this::said));
    }

    private Said said(Row row) {
        byte[] body = Rows.bytesOrNull(row, "body");
        return new Said(
                row.getLong("id"),
                row.getInteger("seq"),
                Rows.instant(row, "at"),
                body == null ? null : Histories.words(vault.openBytes(Sealed.WORDS, body)),
                row.getString("code"),
                row.getString("state"),
                row.getString("hold"),
                row.getBoolean("confidential"),
                Rows.instant(row, "due_at"),
                row.getString("channel"),
                vault.open(Sealed.ADDRESS, Rows.bytes(row, "address")),
                vault.openOrNull(Sealed.NAME, Rows.bytesOrNull(row, "villager")),
                official(row, "holder", "holder_unit"),
                row.getUUID("trace"));
    }

    private @Nullable Official official(Row row, String name, String unit) {
        byte[] sealed = Rows.bytesOrNull(row, name);
        return sealed == null ? null : new Official(vault.open(Sealed.NAME, sealed), row.getString(unit));
    }

    /** Something that happened to a ticket: a row of its history without the words. */
    public record Event(long ticketId, int seq, Instant at, String kind, String detail) {}

    static final String EVENTS = """
            SELECT ticket_id, seq, at, kind, detail FROM history WHERE ticket_id = ANY ($1::bigint[]) ORDER BY ticket_id, seq
            """;

    /** All that happened to the tickets, oldest first. */
    public Future<List<Event>> events(SqlClient client, Collection<Long> ticketIds) {
        return client.preparedQuery(EVENTS)
                .execute(Tuple.of(Rows.ids(ticketIds)))
                .map(rows -> Rows.list(rows, Trails::event));
    }

    private static Event event(Row row) {
        return new Event(
                row.getLong("ticket_id"),
                row.getInteger("seq"),
                Rows.instant(row, "at"),
                row.getString("kind"),
                row.getString("detail"));
    }

    /**
     * A part that carried words about a ticket.
     *
     * @param entrySeq the row of the history whose words it carries
     * @param to the official who was written to, null where it was the villager
     * @param address where he was written to
     * @param waitsUntil when it may go, null when it is no longer queued
     * @param settledAt when it was delivered, else when it was sent or failed
     */
    public record Carried(
            long ticketId,
            @Nullable Integer entrySeq,
            String purpose,
            String state,
            Instant at,
            @Nullable Instant waitsUntil,
            @Nullable Instant settledAt,
            @Nullable String failure,
            String channel,
            String address,
            @Nullable Official to) {}

    static final String CARRIED = """
            SELECT p.ticket_id, p.entry_seq, p.purpose, p.state, p.created_at, o.ready_at, coalesce(r.at, p.sent_at) AS settled_at,
                   p.failure, a.channel, a.address, c.name AS official, u.name AS official_unit
            FROM part p
            JOIN address a ON a.id = p.address_id
            LEFT JOIN outbox o ON o.address_id = ANY (ARRAY[p.address_id]) AND o.part_id = p.id
            LEFT JOIN receipt r ON r.channel = a.channel AND r.external_id = p.external_id AND r.receipt = 'DELIVERED'
            LEFT JOIN cadre c ON c.id = a.cadre_id
            LEFT JOIN unit u ON u.id = c.unit_id
            WHERE p.ticket_id = ANY ($1::bigint[]) AND p.purpose IN ('FORWARD', 'ALERT', 'ANSWER', 'RESOLVED')
            ORDER BY p.created_at, p.id
            """;

    /** The parts that carried the tickets' words to officials, and officials' words back, in the order of their making. */
    public Future<List<Carried>> carried(SqlClient client, Collection<Long> ticketIds) {
        return client.preparedQuery(CARRIED)
                .execute(Tuple.of(Rows.ids(ticketIds)))
                .map(rows -> Rows.list(rows, this::carried));
    }

    private Carried carried(Row row) {
        return new Carried(
                row.getLong("ticket_id"),
                row.getInteger("entry_seq"),
                row.getString("purpose"),
                row.getString("state"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "ready_at"),
                Rows.instantOrNull(row, "settled_at"),
                row.getString("failure"),
                row.getString("channel"),
                vault.open(Sealed.ADDRESS, Rows.bytes(row, "address")),
                official(row, "official", "official_unit"));
    }
}
