package org.huiyin.db.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.huiyin.db.backup.Catalogue.County;
import org.huiyin.db.backup.Paper.Base;
import org.huiyin.db.backup.Paper.TableFile;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.Jdbc;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Takes a whole copy: every table as it is at one moment, while the county goes on. Where the server allows it, a slot begins at exactly that
 * moment, so that the increments go on where the copy ends.
 */
final class BaseCopy {
    private final DatabaseUrl url;
    private final Path directory;
    private final int number;
    private final @Nullable String keys;
    private final Progress progress;
    private final AtomicBoolean stop;

    /**
     * A copy to be made.
     *
     * @param directory of its generation; made, and removed again by the next run's sweep when this one breaks off
     * @param keys the fingerprint of the keys that the rows are sealed with
     * @param stop set by another thread to break it off
     */
    BaseCopy(
            DatabaseUrl url, Path directory, int number, @Nullable String keys, Progress progress, AtomicBoolean stop) {
        this.url = url;
        this.directory = directory;
        this.number = number;
        this.keys = keys;
        this.progress = progress;
        this.stop = stop;
    }

    /** Where and when it begins. */
    private record Start(
            Instant until, @Nullable String lsn, @Nullable String slot) {}

    static final String NOW = "SELECT clock_timestamp()";

    /** With a slot, for increments. */
    void withSlot(String slotName) throws SQLException, IOException {
        try (Connection connection = Jdbc.open(url);
                Connection walsender = Slot.walsender(url)) {
            Slot slot = new Slot(connection, slotName);
            slot.publish(Catalogue.layout(connection).roots());
            Instant until = Sql.one(connection, NOW, BaseCopy::instant);
            Slot.Begin begin = slot.create(walsender);
            begin(connection);
            Sql.run(connection, "SET TRANSACTION SNAPSHOT " + Sql.text(begin.snapshot()));
            copy(connection, new Start(until, begin.lsn(), slotName));
        }
    }

    /** Without one: there will be no increments. */
    void alone() throws SQLException, IOException {
        try (Connection connection = Jdbc.open(url)) {
            Instant until = Sql.one(connection, NOW, BaseCopy::instant);
            begin(connection);
            copy(connection, new Start(until, null, null));
        }
    }

    private static Instant instant(java.sql.ResultSet row) throws SQLException {
        return row.getObject(1, java.time.OffsetDateTime.class).toInstant();
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Sql.run(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }

    private void copy(Connection connection, Start start) throws SQLException, IOException {
        lock(connection);
        Layout layout = Catalogue.layout(connection);
        County county = Catalogue.county(connection);
        OutFile.makeDirectory(directory);
        List<TableFile> files = new ArrayList<>();
        for (Layout.Table table : layout.filled()) {
            refuseToGoOn();
            progress.at("copying tables", files.size() + 1L, layout.filled().size());
            files.add(copy(connection, table, files.size() + 1));
        }
        byte[] check = Catalogue.keyCheck(connection);
        Base base = new Base(
                Paper.FORMAT,
                number,
                start.until(),
                start.lsn(),
                start.slot(),
                connection.getMetaData().getDatabaseProductVersion(),
                Catalogue.migrations(connection),
                keys,
                check == null ? null : Base64.getEncoder().encodeToString(check),
                county.id(),
                county.life(),
                layout,
                sequences(),
                files);
        OutFile.write(directory.resolve(Generation.BASE), Paper.write(base));
        OutFile.flush(Optional.ofNullable(directory.getParent()).orElse(directory));
    }

    /** From here on no table changes its columns under us; reading and writing go on. */
    private static void lock(Connection connection) throws SQLException {
        String tables = Catalogue.layout(connection).tables().stream()
                .map(table -> Sql.name(table.name()))
                .collect(Collectors.joining(", "));
        Sql.run(connection, "LOCK TABLE " + tables + " IN ACCESS SHARE MODE");
    }

    /** Sequences stand outside of transactions: read after the rows, they are never behind them. */
    private Map<String, Long> sequences() throws SQLException {
        try (Connection connection = Jdbc.open(url)) {
            return Catalogue.sequences(connection);
        }
    }

    private TableFile copy(Connection connection, Layout.Table table, int place) throws SQLException, IOException {
        String plain = table.name().replaceAll("[^a-z0-9_]", "_");
        String name = String.format(Locale.ROOT, "%03d-%s.copy.gz", place, plain);
        try (OutFile file = new OutFile(directory.resolve(name))) {
            String sql = "COPY " + Sql.name(table.name()) + " (" + table.columnList() + ") TO STDOUT";
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, file.stream());
            OutFile.Written written = file.finish();
            file.keep();
            return new TableFile(table.name(), name, rows, written.bytes(), written.sha256());
        }
    }

    private void refuseToGoOn() {
        if (stop.get()) {
            throw new BackupFailure("the copy was broken off, because the service stops");
        }
    }
}
