package org.huiyin.db.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.huiyin.db.backup.Paper.Base;
import org.huiyin.db.backup.Paper.Increment;
import org.huiyin.db.backup.Paper.TableFile;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.schema.Migrations;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.Jdbc;
import org.huiyin.db.ticket.HistoryAudit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Brings a county out of a backup into an empty schema, of any server, and leaves it held. Where it breaks off the schema stays marked, nobody can
 * serve it, and the next restore clears it and begins again. Blocking.
 */
public final class Restore {
    private static final int BUFFER = 64 * 1024;

    private final DatabaseUrl target;
    private final Path root;
    private final Moment moment;
    private final Progress progress;

    private Restore(DatabaseUrl target, Path root, Moment moment, Progress progress) {
        this.target = target;
        this.root = root;
        this.moment = moment;
        this.progress = progress;
    }

    /**
     * What a directory has to offer for a moment, looked through and found whole.
     *
     * @param keys the fingerprint of the keys that are needed; null where nothing was sealed
     * @param keyCheck which only those keys open, in Base64
     */
    public record Offer(
            Path root,
            @Nullable Instant to,
            int generation,
            Instant until,
            @Nullable String keys,
            @Nullable String keyCheck) {}

    /**
     * Chooses what gives the state of {@code to}, or the latest there is, and checks every sum of it.
     *
     * @throws BackupFailure in words, when there is none or it is not whole
     */
    public static Offer offer(Path root, @Nullable Instant to, Progress progress) {
        Moment moment = moment(root, to);
        Verification.Found found = new Verification(progress).look(moment.generation());
        if (!found.problems().isEmpty()) {
            throw new BackupFailure("copy " + found.generation() + " in " + root + " is not whole: "
                    + String.join("; ", found.problems())
                    + ". What lies before it can be restored with --to a time before that file was written");
        }
        Base base = moment.generation().base();
        return new Offer(root, to, base.generation(), moment.reached(), base.keys(), base.keyCheck());
    }

    private static Moment moment(Path root, @Nullable Instant to) {
        return Moment.of(BackupDirectory.reading(root).generations(), to);
    }

    /** A restore of what was offered. */
    public static Restore of(Offer offer, DatabaseUrl target, Progress progress) {
        return new Restore(target, offer.root(), moment(offer.root(), offer.to()), progress);
    }

    /**
     * Does it.
     *
     * @param who the person or account who asked for it, for the record
     * @throws BackupFailure in words for the administrator
     */
    public RestoreReport run(String who) {
        try {
            boolean again = prepare();
            try (Connection connection = Jdbc.open(target)) {
                TargetSchema schema = new TargetSchema(connection);
                schema.strip();
                schema.partitions(base().layout().partitions(), true);
                Map<String, Long> rows = load(connection);
                schema.index(progress);
                rows = replay(connection, schema, rows);
                schema.constrain(progress);
                return finish(connection, rows, who, again);
            }
        } catch (SQLException e) {
            throw new BackupFailure("the restore into " + target + " broke off: " + Words.of(e), e);
        } catch (IOException e) {
            throw new BackupFailure("the restore from " + root + " broke off: " + Words.of(e), e);
        }
    }

    private Base base() {
        return moment.generation().base();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // preparation

    static final String MARK = """
            INSERT INTO held (state, since, lost_from, source) VALUES ('RESTORING', clock_timestamp(), ?, ?)
            """;

    /** An empty schema of the backup's version, marked. Returns whether an earlier restore had broken off. */
    private boolean prepare() throws SQLException {
        refuseNewer();
        boolean again;
        try (Connection connection = Jdbc.open(target)) {
            again = new TargetSchema(connection).clear();
        }
        Migrations.repeat(target, base().migrations());
        try (Connection connection = Jdbc.open(target);
                PreparedStatement statement = connection.prepareStatement(MARK)) {
            refuseOtherLayout(connection);
            statement.setObject(1, moment.reached().atOffset(ZoneOffset.UTC));
            statement.setString(2, root.toString());
            statement.executeUpdate();
        }
        return again;
    }

    private void refuseNewer() {
        List<Integer> made = base().migrations();
        if (!Migrations.knows(made)) {
            throw new BackupFailure("the backup is of a newer Huiyin (its tables have seen migration "
                    + made.get(made.size() - 1) + ", this one knows them up to " + Migrations.newest()
                    + "): restore it with that one");
        }
    }

    private void refuseOtherLayout(Connection connection) throws SQLException {
        Set<String> here = signatures(Catalogue.layout(connection));
        Set<String> there = signatures(base().layout());
        if (!here.equals(there)) {
            Set<String> odd = new HashSet<>(there);
            odd.removeAll(here);
            throw new BackupFailure("the backup's tables are not those of this Huiyin, though the same migrations made"
                    + " them: " + (odd.isEmpty() ? "some are missing in it" : String.join(", ", odd)));
        }
    }

    private static Set<String> signatures(Layout layout) {
        return layout.roots().stream().map(Layout.Table::signature).collect(Collectors.toSet());
    }

    // ------------------------------------------------------------------------------------------------------------------- loading

    private Map<String, Long> load(Connection connection) throws SQLException, IOException {
        Map<String, Long> rows = new TreeMap<>();
        String all = base().layout().roots().stream()
                .map(table -> Sql.name(table.name()))
                .collect(Collectors.joining(", "));
        // Migrations have filled some of them.
        Sql.run(connection, "TRUNCATE " + all);
        long total = base().files().stream().mapToLong(TableFile::rows).sum();
        long done = 0;
        for (TableFile file : base().files()) {
            progress.at("loading rows", done, total);
            rows.put(file.table(), load(connection, file));
            done += file.rows();
        }
        progress.at("loading rows", done, total);
        return rows;
    }

    private long load(Connection connection, TableFile file) throws SQLException, IOException {
        Layout.Table table = base().layout()
                .find(file.table())
                .orElseThrow(() -> new BackupFailure("the backup has rows of an unknown table " + file.table()));
        Path path = moment.generation().directory().resolve(file.file());
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path), BUFFER), BUFFER)) {
            String sql = "COPY " + Sql.name(table.name()) + " (" + table.columnList() + ") FROM STDIN";
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, in, BUFFER);
            if (rows != file.rows()) {
                throw new BackupFailure(path + " gave " + rows + " rows instead of " + file.rows());
            }
            return rows;
        }
    }

    // ------------------------------------------------------------------------------------------------------------------ replaying

    private Map<String, Long> replay(Connection connection, TargetSchema schema, Map<String, Long> before)
            throws SQLException, IOException {
        Map<String, Long> rows = before;
        List<Increment> increments = moment.generation().increments();
        boolean ended = false;
        for (Increment increment : increments) {
            if (!ended) {
                progress.at("replaying increments", increment.number(), increments.size());
                schema.partitions(increment.partitions(), false);
                Replay replay = replay(connection, increment);
                rows = replay.count().applyTo(rows);
                ended = replay.ended();
                if (!ended) {
                    schema.partitions(increment.partitions(), true);
                }
            }
        }
        return rows;
    }

    private Replay replay(Connection connection, Increment increment) throws SQLException, IOException {
        Set<String> tables = Catalogue.layout(connection).filled().stream()
                .map(Layout.Table::name)
                .collect(Collectors.toSet());
        Replay replay = new Replay(connection, tables, moment.to());
        connection.setAutoCommit(false);
        try (ChangeReader reader =
                new ChangeReader(moment.generation().directory().resolve(increment.file()))) {
            reader.read(replay);
            replay.end();
            connection.commit();
        }
        connection.setAutoCommit(true);
        return replay;
    }

    // ------------------------------------------------------------------------------------------------------------------ finishing

    private RestoreReport finish(Connection connection, Map<String, Long> expected, String who, boolean again)
            throws SQLException {
        long rows = count(connection, expected);
        connection.setAutoCommit(false);
        progress.at("checking the chains of all tickets", 0, 0);
        HistoryAudit.Result histories = HistoryAudit.of(connection);
        if (!histories.broken().isEmpty()) {
            throw new BackupFailure("the histories of these tickets do not hold together: "
                    + String.join(", ", histories.broken()) + "; the county stays closed");
        }
        connection.commit();
        connection.setAutoCommit(true);
        // Before it is held: from then on it may be served.
        Migrations.migrate(target);
        connection.setAutoCommit(false);
        Settling settling = new Settling(connection);
        settling.sequences(sequences());
        Instant since = settling.hold(moment.reached(), who, source());
        connection.commit();
        return new RestoreReport(
                base().generation(),
                moment.reached(),
                since,
                rows,
                moment.generation().increments().size(),
                histories.rows(),
                again);
    }

    /** The last that are known: further than where a moment in between was, which does no harm. */
    private Map<String, Long> sequences() {
        List<Increment> increments = moment.generation().increments();
        return increments.isEmpty()
                ? base().sequences()
                : increments.get(increments.size() - 1).sequences();
    }

    private String source() {
        return "{\"copy\":" + base().generation() + ",\"until\":\"" + moment.reached() + "\"}";
    }

    private long count(Connection connection, Map<String, Long> expected) throws SQLException {
        long all = 0;
        List<Layout.Table> tables = Catalogue.layout(connection).filled();
        for (Layout.Table table : tables) {
            progress.at("counting rows", tables.indexOf(table) + 1L, tables.size());
            long rows = Sql.one(connection, "SELECT count(*) FROM " + Sql.name(table.name()), row -> row.getLong(1));
            long wanted = expected.getOrDefault(table.name(), 0L);
            if (rows != wanted) {
                throw new BackupFailure("there are " + rows + " rows in " + table.name() + " instead of the " + wanted
                        + " that the backup counts");
            }
            all += rows;
        }
        return all;
    }
}
