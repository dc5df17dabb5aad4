package org.huiyin.db.channel;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import org.huiyin.db.Rows;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.Vault.Sealed;
import org.jspecify.annotations.Nullable;

/** The table {@code provider_token}: one token an account for all nodes, sealed, renewed by one of them at a time. */
public final class ProviderTokens {
    private final Vault vault;

    public ProviderTokens(Vault vault) {
        this.vault = vault;
    }

    /** A token as it is kept. {@code token} is null while the first one is being fetched. */
    public record Held(@Nullable String token, Instant renewAt, Instant expiresAt) {
        @Override
        public String toString() {
            return "[REDACTED]";
        }
    }

    static final String READ = "SELECT token, renew_at, expires_at FROM provider_token WHERE name = $1";

    public Future<Optional<Held>> read(SqlClient client, String name) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(name))
                .map(rows -> Rows.list(rows, this::held).stream().findFirst());
    }

    private Held held(Row row) {
        return new Held(
                vault.openOrNull(Sealed.TOKEN, Rows.bytesOrNull(row, "token")),
                Rows.instant(row, "renew_at"),
                Rows.instant(row, "expires_at"));
    }

    static final String LEASE = """
            INSERT INTO provider_token AS t (name, renew_at, expires_at, renewing_until)
            VALUES ($1, '1970-01-01 00:00:00+00', '1970-01-01 00:00:00+00', $3)
            ON CONFLICT (name) DO UPDATE SET renewing_until = excluded.renewing_until WHERE t.renewing_until < $2
            RETURNING t.name
            """;

    /** Whether the caller may renew now, until {@code until}; nobody else does meanwhile. */
    public Future<Boolean> lease(SqlClient client, String name, Instant now, Instant until) {
        return client.preparedQuery(LEASE)
                .execute(Tuple.of(name, Rows.at(now), Rows.at(until)))
                .map(rows -> rows.size() > 0);
    }

    static final String STORE = """
            UPDATE provider_token SET token = $2, renew_at = $3, expires_at = $4, renewing_until = '-infinity' WHERE name = $1
            """;

    public Future<Void> store(SqlClient client, String name, String token, Instant renewAt, Instant expiresAt) {
        Buffer sealed = Buffer.buffer(vault.seal(Sealed.TOKEN, token));
        return client.preparedQuery(STORE)
                .execute(Tuple.of(name, sealed, Rows.at(renewAt), Rows.at(expiresAt)))
                .mapEmpty();
    }

    static final String GIVE_BACK = "UPDATE provider_token SET renewing_until = '-infinity' WHERE name = $1";

    /** Lets somebody else try to renew. */
    public Future<Void> giveBack(SqlClient client, String name) {
        return client.preparedQuery(GIVE_BACK).execute(Tuple.of(name)).mapEmpty();
    }

    static final String EXPIRE = """
            UPDATE provider_token SET renew_at = '1970-01-01 00:00:00+00', expires_at = '1970-01-01 00:00:00+00'
            WHERE name = $1 AND renew_at = $2
            """;

    /** Says that a token was refused; nothing happens when another has taken its place. */
    public Future<Void> expire(SqlClient client, String name, Held refused) {
        return client.preparedQuery(EXPIRE)
                .execute(Tuple.of(name, Rows.at(refused.renewAt())))
                .mapEmpty();
    }
}
