package org.huiyin.db.ticket;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.db.Rows;
import org.huiyin.db.ticket.HistoryRoot.Hash;
import org.huiyin.db.ticket.HistoryRoot.Leaf;
import org.huiyin.db.ticket.HistoryRoot.Signer;

/** The table {@code history_root}. */
public final class HistoryRoots {
    /** Longer than any transaction takes to commit what it dated, and than the nodes' clocks differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    /** Of so many tickets at a time: a megabyte. */
    private static final int MOST = 20_000;

    private HistoryRoots() {}

    /** What everybody may have of a root: nothing in it leads to a ticket. */
    public record Published(
            long n, Instant at, String root, String previous, String name, String publicKey, String signature) {}

    static final String BETWEEN = """
            SELECT n, at, root, previous, chain, public_key, signature FROM history_root WHERE at >= $1 AND at < $2 ORDER BY n
            """;

    /** The roots that were made from a moment to another, in their order. */
    public static Future<List<Published>> between(SqlClient client, Instant from, Instant to) {
        return client.preparedQuery(BETWEEN)
                .execute(Tuple.of(Rows.at(from), Rows.at(to)))
                .map(rows -> Rows.list(rows, HistoryRoots::published));
    }

    private static Published published(Row row) {
        return new Published(
                row.getLong("n"),
                Rows.instant(row, "at"),
                hash(row, "root").hex(),
                hash(row, "previous").hex(),
                hash(row, "chain").hex(),
                hash(row, "public_key").hex(),
                hash(row, "signature").hex());
    }

    private record Last(long n, Instant covers, Hash chain) {}

    static final String LAST = "SELECT n, covers, chain FROM history_root ORDER BY n DESC LIMIT 1";

    static final String SEALED = "SELECT leaves FROM history_root WHERE at >= $1";

    static final String GROWN = """
            SELECT DISTINCT ON (ticket_id) ticket_id, seq, hash FROM history WHERE at >= $1 ORDER BY ticket_id, seq DESC
            """;

    static final String ADD = """
            INSERT INTO history_root (n, at, covers, leaves, root, previous, chain, public_key, signature)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (n) DO NOTHING
            """;

    /**
     * Seals the histories that have grown since the last root.
     *
     * @return the new root; empty when nothing has grown, or another node was faster
     */
    public static Future<Optional<HistoryRoot>> seal(SqlClient client, Instant now, Signer signer) {
        return client.preparedQuery(LAST)
                .execute()
                .map(rows -> Rows.list(rows, HistoryRoots::last).stream()
                        .findFirst()
                        .orElse(new Last(0, Instant.EPOCH.plus(OVERLAP), HistoryRoot.beginning())))
                .compose(last -> grown(client, last.covers().minus(OVERLAP))
                        .compose(leaves -> leaves.isEmpty()
                                ? Future.succeededFuture(Optional.empty())
                                : add(client, last, leaves, now, signer)));
    }

    private static Last last(Row row) {
        return new Last(row.getLong("n"), Rows.instant(row, "covers"), hash(row, "chain"));
    }

    private static Hash hash(Row row, String column) {
        return Hash.of(Rows.bytes(row, column));
    }

    private static Future<List<Leaf>> grown(SqlClient client, Instant since) {
        return client.preparedQuery(SEALED)
                .execute(Tuple.of(Rows.at(since)))
                .map(rows -> Rows.list(rows, row -> HistoryRoot.unpacked(Rows.bytes(row, "leaves"))).stream()
                        .flatMap(List::stream)
                        .collect(Collectors.toSet()))
                .compose(known -> client.preparedQuery(GROWN)
                        .execute(Tuple.of(Rows.at(since)))
                        .map(rows -> unsealed(
                                Rows.list(
                                        rows,
                                        row -> new Leaf(
                                                row.getLong("ticket_id"), row.getInteger("seq"), hash(row, "hash"))),
                                known)));
    }

    private static List<Leaf> unsealed(List<Leaf> grown, Set<Leaf> known) {
        return grown.stream().filter(leaf -> !known.contains(leaf)).toList();
    }

    /** Of more than can be sealed at once the rest is found again, for nothing is covered yet. */
    private static Future<Optional<HistoryRoot>> add(
            SqlClient client, Last last, List<Leaf> leaves, Instant now, Signer signer) {
        boolean all = leaves.size() <= MOST;
        HistoryRoot root = HistoryRoot.next(
                last.n() + 1,
                last.chain(),
                now,
                all ? now : last.covers(),
                all ? leaves : leaves.subList(0, MOST),
                signer);
        Tuple tuple = Tuple.tuple()
                .addValue(root.n())
                .addValue(Rows.at(root.at()))
                .addValue(Rows.at(root.covers()))
                .addValue(Buffer.buffer(root.packed()))
                .addValue(buffer(root.root()))
                .addValue(buffer(root.previous()))
                .addValue(buffer(root.chain()))
                .addValue(buffer(root.publicKey()))
                .addValue(buffer(root.signature()));
        return client.preparedQuery(ADD)
                .execute(tuple)
                .map(rows -> rows.rowCount() == 1 ? Optional.of(root) : Optional.empty());
    }

    private static Buffer buffer(Hash hash) {
        return Buffer.buffer(hash.bytes());
    }
}
