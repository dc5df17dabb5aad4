package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Hashed;

/** The table {@code confirmation}: codes sent to phones, and how many, so that nobody can guess one or pump messages. */
public final class Confirmations {
    private final Vault vault;

    public Confirmations(Vault vault) {
        this.vault = vault;
    }

    /** A code to be remembered by its keyed hash, in hexadecimal. */
    public record NewCode(long addressId, String phone, String codeHash, Instant expiresAt) {}

    /** What was tried on a code: another wrong try, or its use. */
    public record Use(int tries, boolean used) {}

    /** A code that may still be used. {@code phoneHash} finds the people. */
    public record Open(long id, Buffer phoneHash, String codeHash, int tries) {}

    /** How many were sent. */
    public record Counts(int minute, int hour, int day) {}

    static final String REMEMBER = """
            INSERT INTO confirmation (address_id, phone_hash, code_hash, asked_at, expires_at)
            SELECT n.address_id, n.phone_hash, n.code_hash, $4, n.expires_at
            FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $5::timestamptz[]) AS n(address_id, phone_hash, code_hash, expires_at)
            """;

    public Future<Void> remember(SqlClient client, Collection<NewCode> codes, Instant now) {
        Tuple tuple = Tuple.of(
                Rows.column(codes, Long[]::new, NewCode::addressId),
                Rows.column(codes, Buffer[]::new, c -> phoneHash(c.phone())),
                Rows.column(
                        codes, Buffer[]::new, c -> Buffer.buffer(HexFormat.of().parseHex(c.codeHash()))),
                Rows.at(now),
                Rows.column(codes, OffsetDateTime[]::new, c -> Rows.at(c.expiresAt())));
        return client.preparedQuery(REMEMBER).execute(tuple).mapEmpty();
    }

    static final String USE = """
            UPDATE confirmation c SET tries = u.tries, used_at = CASE WHEN u.used THEN $4::timestamptz END
            FROM unnest($1::bigint[], $2::smallint[], $3::boolean[]) AS u(id, tries, used)
            WHERE c.id = u.id
            """;

    public Future<Void> use(SqlClient client, Map<Long, Use> uses, Instant now) {
        Tuple tuple = Tuple.of(
                Rows.ids(uses.keySet()),
                Rows.column(uses.values(), Short[]::new, u -> (short) u.tries()),
                Rows.column(uses.values(), Boolean[]::new, Use::used),
                Rows.at(now));
        return client.preparedQuery(USE).execute(tuple).mapEmpty();
    }

    static final String OPEN = """
            SELECT id, phone_hash, code_hash, tries FROM confirmation
            WHERE address_id = $1 AND used_at IS NULL AND expires_at > $2
            ORDER BY id DESC LIMIT 1
            """;

    public Future<Optional<Open>> open(SqlClient client, long addressId, Instant now) {
        return client.preparedQuery(OPEN)
                .execute(Tuple.of(addressId, Rows.at(now)))
                .map(rows -> Rows.list(rows, Confirmations::row).stream().findFirst());
    }

    private static Open row(Row row) {
        return new Open(
                row.getLong("id"),
                row.getBuffer("phone_hash"),
                HexFormat.of().formatHex(Rows.bytes(row, "code_hash")),
                row.getShort("tries"));
    }

    static final String COUNT = """
            SELECT max(minute) AS minute, max(hour) AS hour, max(day) AS day FROM (
                SELECT count(*) FILTER (WHERE asked_at > $3) AS minute, count(*) FILTER (WHERE asked_at > $4) AS hour, count(*) AS day
                FROM confirmation WHERE phone_hash = $1 AND asked_at > $5
                UNION ALL
                SELECT count(*) FILTER (WHERE asked_at > $3), count(*) FILTER (WHERE asked_at > $4), count(*)
                FROM confirmation WHERE address_id = $2 AND asked_at > $5) c
            """;

    /** How many codes went lately to the phone, or were wished by the address: the larger number of each. */
    public Future<Counts> counts(SqlClient client, String phone, long addressId, Instant now) {
        Tuple tuple = Tuple.of(
                phoneHash(phone),
                addressId,
                Rows.at(now.minus(Duration.ofMinutes(1))),
                Rows.at(now.minus(Duration.ofHours(1))),
                Rows.at(now.minus(Duration.ofDays(1))));
        return client.preparedQuery(COUNT).execute(tuple).map(rows -> {
            Row row = rows.iterator().next();
            return new Counts(row.getInteger("minute"), row.getInteger("hour"), row.getInteger("day"));
        });
    }

    /** The keyed hash by which a phone is looked up. */
    public Buffer phoneHash(String phone) {
        return Buffer.buffer(vault.hash(Hashed.PHONE, phone));
    }
}
