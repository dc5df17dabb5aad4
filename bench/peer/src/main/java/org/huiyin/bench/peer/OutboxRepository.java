package org.huiyin.bench.peer;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What is to be sent. */
@Repository
class OutboxRepository {
    private static final String PART = """
            INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content)
            VALUES (nextval('part_id'), ?, ?, ?, ?, ?, ?)
            RETURNING id
            """;
    private static final String QUEUE = """
            INSERT INTO outbox (address_id, part_id, created_at, ticket_id, channel, priority, ord, ready_at)
            VALUES (?, ?, ?, ?, ?, 1, ?, ?)
            """;

    private final JdbcTemplate jdbc;

    OutboxRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Queues {@code words} about a row of history for the address at that channel. */
    void send(long addressId, String channel, Entry entry, String purpose, String words, OffsetDateTime now) {
        long part = jdbc.queryForObject(
                PART,
                Long.class,
                now,
                addressId,
                entry.ticketId(),
                entry.seq(),
                purpose,
                words.getBytes(StandardCharsets.UTF_8));
        jdbc.update(QUEUE, addressId, part, now, entry.ticketId(), channel, now, now);
    }
}
