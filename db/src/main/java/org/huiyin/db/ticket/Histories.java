package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** The table {@code history}: append-only, one chain a ticket. */
public final class Histories {
    private static final int SALT_BYTES = 16;
    private final Vault vault;

    public Histories(Vault vault) {
        this.vault = vault;
    }

    static final String APPEND = """
            INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash, trace, level, duty_id, grid_id, kept)
            SELECT * FROM unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::bigint[], $7::text[],
                $8::bytea[], $9::bytea[], $10::bytea[], $11::uuid[], $12::smallint[], $13::bigint[], $14::bigint[], $15::boolean[])
            """;

    public Future<Void> append(SqlClient client, Collection<HistoryRow> rows) {
        Tuple tuple = Tuple.tuple()
                .addValue(Rows.column(rows, Long[]::new, HistoryRow::ticketId))
                .addValue(Rows.column(rows, Integer[]::new, HistoryRow::seq))
                .addValue(Rows.column(rows, OffsetDateTime[]::new, h -> Rows.at(h.at())))
                .addValue(Rows.column(rows, String[]::new, HistoryRow::kind))
                .addValue(Rows.column(rows, String[]::new, HistoryRow::actor))
                .addValue(Rows.column(rows, Long[]::new, HistoryRow::actorId))
                .addValue(Rows.column(rows, String[]::new, HistoryRow::detail))
                .addValue(Rows.column(rows, Buffer[]::new, h -> Rows.bufferOrNull(sealed(h))))
                .addValue(Rows.column(rows, Buffer[]::new, HistoryRow::bodyDigest))
                .addValue(Rows.column(rows, Buffer[]::new, HistoryRow::hash))
                .addValue(Rows.column(rows, UUID[]::new, HistoryRow::trace))
                .addValue(
                        Rows.column(rows, Short[]::new, h -> (short) h.charge().level()))
                .addValue(Rows.column(rows, Long[]::new, h -> h.charge().dutyId()))
                .addValue(Rows.column(rows, Long[]::new, h -> h.charge().gridId()))
                .addValue(Rows.column(rows, Boolean[]::new, h -> h.charge().kept()));
        return client.preparedQuery(APPEND).execute(tuple).mapEmpty();
    }

    static final String STORY = """
            SELECT ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash, trace, level, duty_id, grid_id, kept
            FROM history WHERE ticket_id = ANY ($1::bigint[]) ORDER BY ticket_id, seq
            """;

    /** All that happened to the tickets, oldest first. */
    public Future<List<HistoryRow>> story(SqlClient client, Collection<Long> ticketIds) {
        return client.preparedQuery(STORY)
                .execute(Tuple.of(Rows.ids(ticketIds)))
                .map(rows -> Rows.list(rows, this::row));
    }

    private HistoryRow row(Row row) {
        byte[] sealed = Rows.bytesOrNull(row, "body");
        byte[] opened = sealed == null ? null : vault.openBytes(Sealed.WORDS, sealed);
        return new HistoryRow(
                row.getLong("ticket_id"),
                row.getInteger("seq"),
                Rows.instant(row, "at"),
                row.getString("kind"),
                row.getString("actor"),
                row.getLong("actor_id"),
                charge(row),
                row.getString("detail"),
                opened == null ? null : words(opened),
                opened == null ? null : Buffer.buffer(Arrays.copyOf(opened, SALT_BYTES)),
                row.getBuffer("body_digest"),
                row.getBuffer("hash"),
                row.getUUID("trace"));
    }

    /** Who had the ticket then. */
    static Charge charge(Row row) {
        return new Charge(
                row.getShort("level"), row.getLong("duty_id"), row.getLong("grid_id"), row.getBoolean("kept"));
    }

    /** What was said, of an opened body: it follows its salt. */
    public static String words(byte[] opened) {
        return new String(opened, SALT_BYTES, opened.length - SALT_BYTES, StandardCharsets.UTF_8);
    }

    private byte @Nullable [] sealed(HistoryRow row) {
        Buffer salt = row.salt();
        String body = row.body();
        if (salt == null || body == null) {
            return null;
        }
        byte[] both = salt.copy().appendString(body).getBytes();
        return vault.sealBytes(Sealed.WORDS, both);
    }
}
