package org.huiyin.bench.peer;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What happened to tickets. */
@Repository
class HistoryRepository {
    private static final String APPEND = """
            INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, body, body_digest, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;

    HistoryRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void append(Entry entry, OffsetDateTime now) {
        jdbc.update(
                APPEND,
                entry.ticketId(),
                entry.seq(),
                now,
                entry.kind(),
                entry.actor(),
                entry.actorId(),
                entry.words().getBytes(StandardCharsets.UTF_8),
                entry.digest().getBytes(),
                entry.hash().getBytes());
    }
}
