package org.huiyin.bench.peer;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.stereotype.Repository;

/** What came in already, and who sends. */
@Repository
class InboundRepository {
    private static final String RECORD = """
            INSERT INTO inbound (channel, key_hash, at, passive) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String ANSWERED = """
            SELECT at, passive FROM inbound WHERE channel = ? AND key_hash = ?
            """;
    private static final String SENDER = """
            SELECT a.id, a.cadre_id
            FROM peer_address p
            JOIN address a ON a.id = p.address_id
            WHERE p.channel = ? AND p.address = ?
            """;
    private static final String WROTE = """
            UPDATE address SET wrote_at = ? WHERE id = ?
            """;

    private final JdbcTemplate jdbc;

    InboundRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns false where the key is there already. */
    boolean record(String channel, String key, OffsetDateTime now, Optional<String> passive) {
        byte[] words =
                passive.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        return jdbc.update(RECORD, channel, bytes(key), now, new SqlParameterValue(Types.BINARY, words)) == 1;
    }

    Answered answered(String channel, String key) {
        return jdbc.queryForObject(ANSWERED, InboundRepository::answered, channel, bytes(key));
    }

    private static Answered answered(ResultSet row, int number) throws SQLException {
        Optional<String> passive =
                Optional.ofNullable(row.getBytes("passive")).map(words -> new String(words, StandardCharsets.UTF_8));
        return new Answered(row.getObject("at", OffsetDateTime.class).toInstant(), passive);
    }

    /** Fails where nobody has this address: the bench knows all who send, and must see it. */
    Sender sender(String channel, String address) {
        return jdbc.queryForObject(
                SENDER,
                (row, number) -> new Sender(row.getLong("id"), row.getObject("cadre_id", Long.class)),
                channel,
                address);
    }

    /** Notes the time, and by that lets each sender's messages wait for each other. */
    void wrote(long addressId, OffsetDateTime now) {
        jdbc.update(WROTE, now, addressId);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
