package org.huiyin.db.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.huiyin.db.backup.Catalogue.County;
import org.huiyin.db.backup.IncrementCopy.Taken;
import org.huiyin.db.backup.Paper.Identity;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.server.Jdbc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a backup into a directory: an increment where there is a copy that it fits, else a new whole copy. While a whole copy is made beside
 * an old one, the old one still gets its increments, so that no outage in that time costs more than one at any other. Blocking.
 */
public final class Backup {
    private static final Logger log = LoggerFactory.getLogger(Backup.class);
    /** After this a new whole copy begins, so that a restore has no more than a week of increments to go through. */
    private static final Duration WEEK = Duration.ofDays(7);
    /** Or when the increments have outgrown the copy; a small one may be outgrown by so much before that counts. */
    private static final long SMALL = 256_000_000;

    private static final Duration BESIDE = Duration.ofSeconds(60);

    /**
     * What is backed up, and where to.
     *
     * @param keep how many whole copies with their increments stay, at least 1
     * @param keys the fingerprint of the keys that the rows are sealed with; null where nothing is sealed yet
     * @param node who makes it
     */
    public record Order(
            DatabaseUrl url,
            Path directory,
            int keep,
            @Nullable String keys,
            String node) {}

    private final Order order;
    private final Progress progress;
    private final AtomicBoolean stop = new AtomicBoolean();

    public Backup(Order order, Progress progress) {
        this.order = order;
        this.progress = progress;
    }

    /** Breaks off a whole copy that is being made by another thread; its run then fails, and nothing of it stays. */
    public void stop() {
        stop.set(true);
    }

    /**
     * Makes one. Never fails with anything but words: what went wrong is noted in the database as well, where it can be reached.
     *
     * @throws BackupFailure in words for the administrator
     */
    public BackupReport run() {
        try (BackupDirectory directory = BackupDirectory.writing(order.directory());
                Connection connection = Jdbc.open(order.url())) {
            return run(directory, connection);
        } catch (BackupDirectory.Busy e) {
            return BackupReport.leftOut(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw failed(new BackupFailure("the backup into " + order.directory() + " broke off: " + Words.of(e), e));
        } catch (IOException e) {
            throw failed(new BackupFailure("the backup into " + order.directory() + " broke off: " + Words.of(e), e));
        } catch (BackupFailure e) {
            throw failed(e);
        }
    }

    private BackupFailure failed(BackupFailure failure) {
        try (Connection connection = Jdbc.open(order.url())) {
            BackupNotes.failed(connection, order, String.valueOf(failure.getMessage()));
        } catch (SQLException e) {
            log.debug("the failure could not be noted");
        }
        return failure;
    }

    private BackupReport run(BackupDirectory directory, Connection connection) throws SQLException, IOException {
        if (Catalogue.held(connection) != null) {
            throw new BackupFailure(
                    "this county is held after a restore: it is backed up again once it has been released, so that a"
                            + " rehearsal never writes over the backup it came from");
        }
        County county = Catalogue.county(connection);
        Identity identity = directory.claim(county);
        directory.sweep();
        Run run = new Run(directory, connection, identity, Catalogue.layout(connection));
        Taken taken = increment(run);
        BackupReport report = isDue(run) ? whole(run, taken) : BackupReport.increment(run.generation(), taken);
        directory.prune(order.keep());
        run.dropForgotten();
        BackupNotes.succeeded(connection, order, identity.directory(), report);
        return report;
    }

    /** What a run works on; {@code generation} is the one that can be gone on with, if any. */
    private static final class Run {
        final BackupDirectory directory;
        final Connection connection;
        final Identity identity;
        private final Layout layout;
        private @Nullable Generation generation;
        private String why = "";

        Run(BackupDirectory directory, Connection connection, Identity identity, Layout layout) throws SQLException {
            this.directory = directory;
            this.connection = connection;
            this.identity = identity;
            this.layout = layout;
            List<Generation> all = directory.generations();
            Generation newest = all.isEmpty() ? null : all.get(all.size() - 1);
            this.why = newest == null ? "there is none yet" : broken(newest);
            this.generation = why.isEmpty() ? newest : null;
        }

        /** Why a generation cannot be gone on with; empty when it can. */
        private String broken(Generation newest) throws SQLException {
            String slot = newest.base().slot();
            String lsn = newest.lsn();
            if (!newest.base().life().equals(identity.life())) {
                return "the county has been restored since the last one";
            } else if (!newest.base().layout().fingerprint().equals(layout.fingerprint())) {
                return "Huiyin's tables have changed since the last one";
            } else if (slot == null || lsn == null) {
                return "the last one has no increments";
            }
            return new Slot(connection, slot)
                    .state()
                    .map(state -> Continuity.broken(state, lsn))
                    .orElse("the server no longer keeps what has changed since the last one");
        }

        @Nullable
        Generation generation() {
            return generation;
        }

        void dropForgotten() throws SQLException {
            Generation now = generation;
            String slot = now == null ? null : now.base().slot();
            Slot.dropOthers(connection, identity.directory(), slot == null ? List.of() : List.of(slot));
        }
    }

    private static Taken increment(Run run) throws SQLException, IOException {
        Generation generation = run.generation();
        if (generation == null) {
            return Taken.NOTHING;
        }
        try {
            Slot slot =
                    new Slot(run.connection, String.valueOf(generation.base().slot()));
            return new IncrementCopy(run.connection, generation, slot).run();
        } catch (IncrementCopy.LayoutChanged e) {
            run.why = "Huiyin's tables have changed since the last one";
            run.generation = null;
            return Taken.NOTHING;
        }
    }

    private static boolean isDue(Run run) {
        Generation generation = run.generation();
        if (generation == null) {
            return true;
        }
        Instant now = generation.until();
        boolean old = Duration.between(generation.base().until(), now).compareTo(WEEK) > 0;
        boolean large = generation.incrementBytes() > Math.max(generation.baseBytes(), SMALL);
        run.why = old ? "the last one is a week old" : "there are more increments than there was to copy";
        return old || large;
    }

    // --------------------------------------------------------------------------------------------------------------- a
    // whole copy

    private BackupReport whole(Run run, Taken before) throws SQLException, IOException {
        int number = run.directory.nextNumber();
        run.dropForgotten();
        Optional<String> missing = Means.missing(run.connection, run.layout);
        BaseCopy copy = new BaseCopy(order.url(), run.directory.place(number), number, order.keys(), progress, stop);
        log.info("a whole copy begins: {}", run.why);
        beside(run, copy, missing.isPresent() ? null : Slot.prefix(run.identity.directory()) + number);
        Generation made = Generation.read(run.directory.place(number));
        run.generation = made;
        Taken after = missing.isPresent() ? Taken.NOTHING : increment(run);
        Optional<String> note = missing.map(why -> Words.fullCopies(why, made)).or(() -> danger(run.connection));
        return BackupReport.whole(made, run.why, before.and(after), note.orElse(null));
    }

    private static Optional<String> danger(Connection connection) {
        try {
            return Means.danger(connection);
        } catch (SQLException e) {
            throw new BackupFailure("the server does not say how it is set: " + Words.of(e), e);
        }
    }

    /** Makes the copy, and meanwhile the increments of the one before. */
    private void beside(Run run, BaseCopy copy, @Nullable String slot) throws SQLException, IOException {
        CompletableFuture<Void> made = new CompletableFuture<>();
        Thread thread = new Thread(() -> make(copy, slot, made), "whole-copy");
        thread.setDaemon(true);
        thread.start();
        try {
            while (!isMade(made)) {
                increment(run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupFailure("the copy was broken off, because the service stops", e);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            // Where the increment failed, so that nobody goes on writing without the lock.
            stop.set(!made.isDone());
        }
    }

    private static boolean isMade(CompletableFuture<Void> made) throws InterruptedException, ExecutionException {
        try {
            made.get(BESIDE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void make(BaseCopy copy, @Nullable String slot, CompletableFuture<Void> made) {
        try {
            if (slot == null) {
                copy.alone();
            } else {
                copy.withSlot(slot);
            }
            made.complete(null);
        } catch (SQLException | IOException | RuntimeException e) {
            made.completeExceptionally(e);
        }
    }

    private BackupFailure cause(ExecutionException failure) throws SQLException, IOException {
        Throwable cause = failure.getCause();
        if (cause instanceof SQLException sql) {
            throw sql;
        } else if (cause instanceof IOException io) {
            throw io;
        } else if (cause instanceof BackupFailure words) {
            return words;
        }
        return new BackupFailure("the backup into " + order.directory() + " broke off", failure);
    }
}
