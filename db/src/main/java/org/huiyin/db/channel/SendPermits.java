package org.huiyin.db.channel;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** How many parts a channel may still send now: one bucket for all nodes, filled at the provider's rate by the database's clock. */
public final class SendPermits {
    private SendPermits() {}

    static final String OPEN = """
            INSERT INTO channel_rate (channel, free, at) VALUES ($1, 0, clock_timestamp()) ON CONFLICT (channel) DO NOTHING
            """;

    // A clock that was set back fills nothing until now, and fills again from there.
    static final String TAKE = """
            WITH now AS (
                SELECT least($2::double precision,
                             free + greatest(0, extract(epoch FROM clock_timestamp() - at)::double precision) * $3) AS free
                FROM channel_rate WHERE channel = $1
                FOR UPDATE)
            UPDATE channel_rate r SET free = n.free - n.given, at = clock_timestamp()
            FROM (SELECT free, greatest(0, least($4::integer, floor(free - $5)::integer)) AS given FROM now) n
            WHERE r.channel = $1
            RETURNING n.given
            """;

    /** Makes the channel's bucket, empty, when it has none. */
    public static Future<Void> open(SqlClient client, String channel) {
        return client.preparedQuery(OPEN).execute(Tuple.of(channel)).mapEmpty();
    }

    /**
     * Takes permits.
     *
     * @param perSecond how fast the bucket fills; it holds what comes in a second
     * @param wanted at most so many
     * @param left so many are left in it for others
     * @return how many there were, perhaps none
     */
    public static Future<Integer> take(SqlClient client, String channel, int perSecond, int wanted, double left) {
        Tuple tuple = Tuple.of(channel, (double) perSecond, (double) perSecond, wanted, left);
        return client.preparedQuery(TAKE)
                .execute(tuple)
                .map(rows -> rows.iterator().next().getInteger("given"));
    }
}
