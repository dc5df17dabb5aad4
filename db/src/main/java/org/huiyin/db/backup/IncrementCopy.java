package org.huiyin.db.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.huiyin.db.backup.Paper.Increment;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Takes what has changed since the last time. The server streams it into a file, the file is read back, named and flushed, its paper is written,
 * and only then is the server told that we have it: whatever breaks off in between is done again and never twice.
 */
final class IncrementCopy {
    /** So many changes in a file, and the rest of the transaction: the next file takes what is left. */
    private static final int MOST = 100_000;

    private final Connection connection;
    private final Generation generation;
    private final Slot slot;

    IncrementCopy(Connection connection, Generation generation, Slot slot) {
        this.connection = connection;
        this.generation = generation;
        this.slot = slot;
    }

    /** What one run has taken. */
    record Taken(int files, long transactions, long changed, long bytes) {
        static final Taken NOTHING = new Taken(0, 0, 0, 0);

        Taken and(Taken more) {
            return new Taken(
                    files + more.files, transactions + more.transactions, changed + more.changed, bytes + more.bytes);
        }
    }

    /**
     * First the time is read, then something is committed, which brings to the disk whatever was before it, also where a server does not wait for
     * that with each commit, then the position: what was acknowledged before the time lies before the position.
     */
    static final String TIME = "SELECT clock_timestamp()";

    static final String MARK = "SELECT pg_logical_emit_message(true, 'huiyin', '')";

    static final String POSITION = "SELECT pg_current_wal_flush_lsn()::text";

    private record End(Instant at, String lsn) {}

    private End end() throws SQLException {
        Instant at = Sql.one(
                connection, TIME, row -> row.getObject(1, OffsetDateTime.class).toInstant());
        Sql.one(connection, MARK, row -> row.getString(1));
        return new End(at, Sql.one(connection, POSITION, row -> row.getString(1)));
    }

    /** The county's tables have other columns than when the copy was made: what changes in them does not fit it any more. */
    static final class LayoutChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Everything that is committed by now, in as many files as it takes. */
    Taken run() throws SQLException, IOException {
        slot.advance(String.valueOf(generation.lsn()));
        End end = end();
        Taken taken = Taken.NOTHING;
        for (boolean more = true; more; ) {
            Read read = file(end);
            more = read.messages() >= MOST;
            Pgoutput.Count count = read.count();
            if (count.changed > 0) {
                taken = taken.and(new Taken(1, count.transactions, count.changed, read.bytes()));
            } else if (more) {
                slot.advance(String.valueOf(count.lsn));
            }
        }
        if (taken.files() == 0) {
            generation.cover(end.lsn(), end.at());
            slot.advance(end.lsn());
        }
        return taken;
    }

    private record Read(long messages, Pgoutput.Count count, long bytes) {}

    private Read file(End end) throws SQLException, IOException {
        String name = generation.fileName(generation.increments().size() + 1);
        try (OutFile file = new OutFile(generation.directory().resolve(name))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + slot.peek(end.lsn(), MOST) + ") TO STDOUT (FORMAT binary)", file.stream());
            OutFile.Written written = file.finish();
            Pgoutput.Count count = new Pgoutput.Count();
            long messages = readBack(file.partial(), count);
            if (count.changed > 0) {
                Increment paper = paper(end, count, messages >= MOST, name, written);
                file.keep();
                generation.add(paper);
                slot.advance(paper.lsn());
            }
            return new Read(messages, count, written.bytes());
        }
    }

    private Increment paper(End end, Pgoutput.Count count, boolean more, String name, OutFile.Written written)
            throws SQLException {
        Layout layout = Catalogue.layout(connection);
        if (!layout.fingerprint().equals(generation.base().layout().fingerprint())) {
            throw new LayoutChanged();
        }
        Instant last = count.until;
        String lsn = String.valueOf(count.lsn);
        return new Increment(
                generation.increments().size() + 1,
                generation.lastSum(),
                more ? lsn : later(end.lsn(), lsn),
                more && last != null ? last : end.at(),
                count.transactions,
                count.changed,
                layout.partitions().stream().map(Layout.Table::bare).toList(),
                Catalogue.sequences(connection),
                name,
                written.bytes(),
                written.sha256());
    }

    private static long readBack(Path file, Pgoutput.Count count) throws IOException {
        try (ChangeReader reader = new ChangeReader(file)) {
            return reader.read(count);
        }
    }

    /** A transaction may end after the position at which we asked for an end. */
    private static String later(String one, String other) {
        LogSequenceNumber first = LogSequenceNumber.valueOf(one);
        LogSequenceNumber second = LogSequenceNumber.valueOf(other);
        return Long.compareUnsigned(first.asLong(), second.asLong()) < 0 ? second.asString() : first.asString();
    }
}
