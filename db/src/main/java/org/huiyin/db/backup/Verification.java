package org.huiyin.db.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.huiyin.db.backup.Paper.Increment;
import org.huiyin.db.backup.Paper.TableFile;
import org.huiyin.db.registry.Progress;

/** Reads a backup back, every byte of it: sums, numbers of rows, and that no increment is missing. Needs neither a database nor keys. */
public final class Verification {
    private static final int BUFFER = 64 * 1024;

    private final Progress progress;

    public Verification(Progress progress) {
        this.progress = progress;
    }

    /**
     * What was found in a generation.
     *
     * @param from the moment of the whole copy
     * @param until everything committed before this is in it
     * @param problems in words; empty when it is whole
     */
    public record Found(
            int generation,
            Instant from,
            Instant until,
            long rows,
            int increments,
            long changed,
            long bytes,
            List<String> problems) {
        public Found {
            problems = List.copyOf(problems);
        }
    }

    /** Looks at everything in a directory. */
    public List<Found> all(Path root) {
        List<Generation> generations = BackupDirectory.reading(root).generations();
        if (generations.isEmpty()) {
            throw new BackupFailure("there is no whole copy in " + root + " yet");
        }
        return generations.stream().map(this::look).toList();
    }

    Found look(Generation generation) {
        List<String> problems = new ArrayList<>();
        long rows = 0;
        int done = 0;
        List<TableFile> files = generation.base().files();
        for (TableFile file : files) {
            progress.at("checking copy " + generation.number(), ++done, files.size());
            rows += file.rows();
            rows(generation.directory().resolve(file.file()), file, problems);
        }
        String before = sum(generation.directory().resolve(Generation.BASE), problems);
        long changed = 0;
        for (Increment increment : generation.increments()) {
            int total = generation.increments().size();
            progress.at("checking increments of copy " + generation.number(), increment.number(), total);
            changed += increment.changed();
            if (!increment.previous().equals(before)) {
                problems.add(generation.paper(increment.number()) + " does not follow on the paper before it");
            }
            changes(generation.directory().resolve(increment.file()), increment, problems);
            before = sum(generation.paper(increment.number()), problems);
        }
        missing(generation, problems);
        return new Found(
                generation.number(),
                generation.base().until(),
                generation.until(),
                rows,
                generation.increments().size(),
                changed,
                generation.bytes(),
                problems);
    }

    private static String sum(Path file, List<String> problems) {
        try {
            return Sums.of(file);
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + Words.of(e));
            return "";
        }
    }

    private static void rows(Path file, TableFile expected, List<String> problems) {
        if (isAsWritten(file, expected.bytes(), expected.sha256(), problems)) {
            try (InputStream in =
                    new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER), BUFFER)) {
                long lines = 0;
                byte[] buffer = new byte[BUFFER];
                for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                    for (int i = 0; i < length; i++) {
                        // In a value a line's end is written \n, so that these are the rows' own (documentation, COPY).
                        lines += buffer[i] == '\n' ? 1 : 0;
                    }
                }
                if (lines != expected.rows()) {
                    problems.add(file + " has " + lines + " rows instead of " + expected.rows());
                }
            } catch (IOException e) {
                problems.add(file + " cannot be read: " + Words.of(e));
            }
        }
    }

    private static void changes(Path file, Increment expected, List<String> problems) {
        if (isAsWritten(file, expected.bytes(), expected.sha256(), problems)) {
            Pgoutput.Count count = new Pgoutput.Count();
            try (ChangeReader reader = new ChangeReader(file)) {
                reader.read(count);
                if (count.changed != expected.changed()) {
                    problems.add(file + " has " + count.changed + " changes instead of " + expected.changed());
                }
            } catch (IOException e) {
                problems.add(file + " cannot be read: " + Words.of(e));
            }
        }
    }

    private static boolean isAsWritten(Path file, long bytes, String sha256, List<String> problems) {
        try {
            if (!Files.exists(file)) {
                problems.add(file + " is missing");
            } else if (Files.size(file) != bytes) {
                problems.add(file + " is " + Files.size(file) + " bytes long instead of " + bytes);
            } else if (!Sums.of(file).equals(sha256)) {
                problems.add(file + " has been changed since it was written: its sum is not what its paper says");
            } else {
                return true;
            }
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + Words.of(e));
        }
        return false;
    }

    /** A paper further on shows that one in between is gone. */
    private static void missing(Generation generation, List<String> problems) {
        int next = generation.increments().size() + 1;
        try (var inside = Files.list(generation.directory())) {
            String expected = generation.paper(next).getFileName().toString();
            boolean later = inside.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.matches("\\d{6}\\.(json|changes\\.gz)") && name.compareTo(expected) > 0);
            if (later) {
                problems.add(generation.paper(next) + " is missing, and there are increments after it");
            }
        } catch (IOException e) {
            problems.add(generation.directory() + " cannot be read: " + Words.of(e));
        }
    }
}
