package org.huiyin.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A county some weeks later, as an administrator brings it: one town has other cadres, some people other phones, and some have moved in. */
final class ChangedCounty {
    private static final int PHONE_EVERY = 100;
    private static final int NEW_HOUSEHOLDS = 3_000;
    private static final int CODE = 0;
    private static final int SECOND = 1;

    private final Path county;
    private final Path changed;
    /** Makes what is written differ from what was written for another number. */
    private final long number;

    private final LocalDate today;

    ChangedCounty(Path county, Path changed, long number, LocalDate today) {
        this.county = county;
        this.changed = changed;
        this.number = number;
        this.today = today;
    }

    /** Writes it; gives its directory. */
    Path write() throws IOException {
        Files.createDirectories(changed);
        for (String same : List.of("grids.csv", "units.csv", "cadres.csv", "addresses.csv")) {
            Files.copy(county.resolve(same), changed.resolve(same), StandardCopyOption.REPLACE_EXISTING);
        }
        Set<String> villages = villages();
        Set<String> inTown = new HashSet<>();
        List<String> cadres = column("cadres.csv", CODE);
        rewrite(
                "households.csv",
                line -> {
                    String[] cells = cells(line);
                    if (villages.contains(cells[SECOND])) {
                        inTown.add(cells[CODE]);
                    }
                    return line;
                },
                newcomer -> newcomer + "," + villages.iterator().next() + ",王新来,新村" + newcomer + "号");
        int[] row = {0};
        rewrite(
                "villagers.csv",
                line -> row[0]++ % PHONE_EVERY == number % PHONE_EVERY ? otherPhone(line) : line,
                newcomer -> "P" + newcomer + "," + newcomer + ",王新来,,");
        Map<String, String> successors = successors(cadres);
        rewrite(
                "links.csv",
                line -> inTown.contains(cells(line)[CODE]) ? handedOver(cells(line), successors) : line,
                newcomer -> newcomer + "," + cadres.get(newcomer.hashCode() % 100 + 200) + "," + today);
        return changed;
    }

    /** Of the first town. */
    private Set<String> villages() throws IOException {
        Map<String, String> parents = new HashMap<>();
        Set<String> found = new HashSet<>();
        String town = "";
        for (String line : lines("grids.csv")) {
            String[] cells = cells(line);
            parents.put(cells[CODE], cells[3]);
            if (cells[2].equals("TOWNSHIP") && town.isEmpty()) {
                town = cells[CODE];
            }
            // An area lies in a town, a village in an area, and each stands after what it lies in.
            if (cells[2].equals("VILLAGE") && town.equals(parents.get(cells[3]))) {
                found.add(cells[CODE]);
            }
        }
        return found;
    }

    private static String otherPhone(String line) {
        String[] cells = cells(line);
        String phone = cells[3];
        if (phone.length() == 11) {
            cells[3] = phone.substring(0, 7)
                    + String.format(Locale.ROOT, "%04d", (Integer.parseInt(phone.substring(7)) + 1) % 10_000);
        }
        return String.join(",", cells);
    }

    /** Another cadre of the county for each, and another one for each number. */
    private Map<String, String> successors(List<String> cadres) {
        Map<String, String> successors = new HashMap<>();
        int step = 1 + (int) (number % (cadres.size() - 1));
        for (int i = 0; i < cadres.size(); i++) {
            successors.put(cadres.get(i), cadres.get((i + step) % cadres.size()));
        }
        return successors;
    }

    private String handedOver(String[] cells, Map<String, String> successors) {
        return cells[CODE] + "," + successors.get(cells[SECOND]) + "," + today;
    }

    private void rewrite(String file, UnaryOperator<String> line, UnaryOperator<String> newcomer) throws IOException {
        try (Stream<String> lines = Files.lines(county.resolve(file), StandardCharsets.UTF_8);
                BufferedWriter out = Files.newBufferedWriter(changed.resolve(file), StandardCharsets.UTF_8)) {
            int[] at = {0};
            for (String each : (Iterable<String>) lines::iterator) {
                out.write((at[0]++ == 0 ? each : line.apply(each)) + "\n");
            }
            for (int i = 1; i <= NEW_HOUSEHOLDS; i++) {
                out.write(newcomer.apply("N" + number + "-" + i) + "\n");
            }
        }
    }

    private List<String> column(String file, int column) throws IOException {
        return lines(file).stream().map(line -> cells(line)[column]).toList();
    }

    private List<String> lines(String file) throws IOException {
        try (Stream<String> lines = Files.lines(county.resolve(file), StandardCharsets.UTF_8)) {
            return lines.skip(1).toList();
        }
    }

    /** No cell of a generated county has a comma in it. */
    private static String[] cells(String line) {
        return line.split(",", -1);
    }
}
