package org.huiyin.db.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.huiyin.db.backup.Paper.Base;
import org.huiyin.db.backup.Paper.Covered;
import org.huiyin.db.backup.Paper.Increment;
import org.jspecify.annotations.Nullable;

/** One whole copy and its increments, in a directory of its own. An increment is there when its paper is: that is written last. */
final class Generation {
    static final String BASE = "base.json";
    private static final String COVERED = "covered.json";

    private final Path directory;
    private final Base base;
    private final List<Increment> increments = new ArrayList<>();
    private String lastSum;
    private @Nullable Covered covered;

    private Generation(Path directory) throws IOException {
        this.directory = directory;
        this.base = Paper.read(directory.resolve(BASE), Base.class);
        this.lastSum = Sums.of(directory.resolve(BASE));
        while (Files.exists(paper(increments.size() + 1))) {
            Path paper = paper(increments.size() + 1);
            increments.add(Paper.read(paper, Increment.class));
            lastSum = Sums.of(paper);
        }
        Path last = directory.resolve(COVERED);
        this.covered = Files.exists(last) ? Paper.read(last, Covered.class) : null;
    }

    /** Reads what is there; what it says is not yet checked. */
    static Generation read(Path directory) {
        try {
            return new Generation(directory);
        } catch (IOException e) {
            throw new BackupFailure(
                    "the papers in " + directory + " cannot be read (" + Words.of(e)
                            + "): move that directory away, and a new whole copy begins",
                    e);
        }
    }

    Path directory() {
        return directory;
    }

    Base base() {
        return base;
    }

    int number() {
        return base.generation();
    }

    List<Increment> increments() {
        return List.copyOf(increments);
    }

    Path paper(int number) {
        return directory.resolve(String.format(Locale.ROOT, "%06d.json", number));
    }

    String fileName(int number) {
        return String.format(Locale.ROOT, "%06d.changes.gz", number);
    }

    /** The sum of the last paper, which the next one names. */
    String lastSum() {
        return lastSum;
    }

    private Optional<Increment> last() {
        return increments.isEmpty() ? Optional.empty() : Optional.of(increments.get(increments.size() - 1));
    }

    /** The paper that says that nothing came after the last increment, where it is about that one. */
    private Optional<Covered> covered() {
        return Optional.ofNullable(covered).filter(c -> c.after() == increments.size());
    }

    /** Everything committed before this is in it. */
    Instant until() {
        Instant written = last().map(Increment::until).orElse(base.until());
        return covered().map(Covered::until).filter(written::isBefore).orElse(written);
    }

    /** Up to where the increments go; null where the copy has none. */
    @Nullable
    String lsn() {
        return covered().map(Covered::lsn).or(() -> last().map(Increment::lsn)).orElse(base.lsn());
    }

    long baseBytes() {
        return base.files().stream().mapToLong(Paper.TableFile::bytes).sum();
    }

    long incrementBytes() {
        return increments.stream().mapToLong(Increment::bytes).sum();
    }

    long bytes() {
        return baseBytes() + incrementBytes();
    }

    /** Adds the paper of an increment whose file is there. */
    void add(Increment increment) throws IOException {
        byte[] paper = Paper.write(increment);
        OutFile.write(paper(increment.number()), paper);
        increments.add(increment);
        lastSum = Sums.of(paper);
    }

    /** Notes that nothing has changed until then. */
    void cover(String lsn, Instant until) throws IOException {
        Covered now = new Covered(increments.size(), lsn, until);
        OutFile.write(directory.resolve(COVERED), Paper.write(now));
        covered = now;
    }
}
