package org.huiyin.bot.registry;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.huiyin.db.registry.Part;

/** Reads one CSV file as lines of cells by column name, and tells what is wrong with the file as such: encoding, quotes, header. */
final class CsvTable {
    /** Empty lines are kept so that they count; a quoted line break would throw the count off, and is refused as a control character. */
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();

    private static final String QUOTES =
            "the quotes do not fit; a \" within a cell is written twice, and the cell stands between two more";

    private final Path file;
    private final Part part;
    private final Problems problems;

    CsvTable(Path file, Part part, Problems problems) {
        this.file = file;
        this.part = part;
        this.problems = problems;
    }

    /** One line of the file. */
    record Line(int number, CSVRecord cells, Map<String, Integer> columns) {

        /** Excel leaves out the commas of empty cells at the end of a line: what is not there is empty. */
        String cell(String column) {
            int at = columns.getOrDefault(column, -1);
            return at >= 0 && at < cells.size() ? cells.get(at) : "";
        }
    }

    /** Whether the file could be read to its end; what is wrong with it is among the problems. */
    boolean read(Consumer<Line> lines) {
        try {
            Encoding.Detected encoding = Encoding.detect(file);
            if (!encoding.readable()) {
                problems.add(Problem.of(part, encoding.faultyLine(), encoding.reason()));
                return false;
            }
            try (Reader reader = encoding.encoding().open(file);
                    CSVParser parser = FORMAT.parse(reader)) {
                return read(parser, lines);
            }
        } catch (IOException e) {
            problems.add(Problem.of(part, "cannot be read; is it a file, and may this user read it?"));
            return false;
        }
    }

    private boolean read(CSVParser parser, Consumer<Line> lines) {
        Iterator<CSVRecord> records = parser.iterator();
        int number = 1;
        try {
            Optional<Map<String, Integer>> columns = records.hasNext() ? header(records.next()) : Optional.empty();
            if (columns.isEmpty()) {
                noHeader(parser);
                return false;
            }
            number = (int) parser.getCurrentLineNumber() + 1;
            while (records.hasNext()) {
                line(new Line(number, records.next(), columns.get()), lines);
                number = (int) parser.getCurrentLineNumber() + 1;
            }
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            // How the parser says that a quote is not closed, or is followed by more text.
            problems.add(Problem.of(part, number, QUOTES));
            return false;
        }
    }

    private void noHeader(CSVParser parser) {
        if (parser.getRecordNumber() == 0) {
            problems.add(Problem.of(part, 1, "is empty; the first line names the columns " + allowed()));
        }
    }

    private void line(Line line, Consumer<Line> lines) {
        CSVRecord cells = line.cells();
        if (cells.stream().allMatch(String::isBlank)) {
            return;
        }
        for (int i = line.columns().size(); i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                problems.add(Problem.of(
                        part,
                        line.number(),
                        "has more cells than the header has columns; a comma within a cell needs quotes around it"));
                return;
            }
        }
        lines.accept(line);
    }

    /** The columns by name; empty when the header is not what it should be, which is told. */
    private Optional<Map<String, Integer>> header(CSVRecord header) {
        Map<String, Integer> columns = new HashMap<>();
        List<String> expected = Columns.of(part);
        Set<String> optional = Columns.optional(part);
        int before = problems.count();
        for (int i = 0; i < header.size(); i++) {
            String name = Normalizer.normalize(header.get(i), Normalizer.Form.NFKC)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (name.isEmpty() && i >= expected.size() - optional.size()) {
                continue;
            }
            if (!expected.contains(name)) {
                problems.add(Problem.of(part, 1, "column " + (i + 1) + " is not known; the columns are " + allowed()));
            } else if (columns.put(name, i) != null) {
                problems.add(Problem.of(part, 1, name, "the column is there twice; delete one"));
            }
        }
        for (String name : expected) {
            if (!columns.containsKey(name) && !optional.contains(name)) {
                problems.add(Problem.of(part, 1, name, "the column is missing; the columns are " + allowed()));
            }
        }
        return problems.count() == before ? Optional.of(columns) : Optional.empty();
    }

    private String allowed() {
        return String.join(",", Columns.of(part));
    }
}
