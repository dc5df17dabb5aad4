package org.huiyin.bot.talk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sample county with its township many times over, so that every test has officials and villagers of its own: the same names, other
 * codes. County leaders, units and the county itself are there once.
 */
final class ManyPlaces {
    private static final Path SAMPLE = Path.of("..", "config", "county");
    private static final Set<String> ONCE = Set.of("qinghe", "liujianguo", "sunli", "xuli");
    /** The columns that hold codes of things that are there many times, by file. */
    private static final Map<String, Set<Integer>> CODES = Map.of(
            "grids.csv", Set.of(0, 3, 4, 5),
            "cadres.csv", Set.of(0),
            "households.csv", Set.of(0, 1),
            "villagers.csv", Set.of(0, 1),
            "addresses.csv", Set.of(1),
            "links.csv", Set.of(0, 1));

    private ManyPlaces() {}

    /** The code of the {@code place}-th copy of what the sample calls {@code code}. */
    static String code(String code, int place) {
        return code.isEmpty() || ONCE.contains(code) ? code : code + "." + place;
    }

    /** The phone of the {@code place}-th copy of whoever has {@code phone} in the sample. */
    static String phone(String phone, int place) {
        return phone.substring(0, 3) + String.format("%03d", place) + phone.substring(6);
    }

    static Path write(Path folder, int places) {
        try {
            Files.copy(SAMPLE.resolve("units.csv"), folder.resolve("units.csv"));
            for (String file : CODES.keySet()) {
                Files.write(folder.resolve(file), lines(file, Files.readAllLines(SAMPLE.resolve(file)), places));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String file, List<String> sample, int places) {
        List<String> lines = new ArrayList<>(List.of(sample.get(0)));
        int own = file.equals("addresses.csv") ? 1 : 0;
        for (int place = 0; place < places; place++) {
            for (String line : sample.subList(1, sample.size())) {
                boolean once = ONCE.contains(line.split(",", -1)[own]);
                if (!once || place == 0) {
                    lines.add(once ? line : copy(file, line, place));
                }
            }
        }
        return lines;
    }

    private static String copy(String file, String line, int place) {
        String[] cells = line.split(",", -1);
        for (int i = 0; i < cells.length; i++) {
            boolean code = CODES.getOrDefault(file, Set.of()).contains(i);
            boolean phone = cells[i].matches("145\\d{8}");
            boolean chat = file.equals("addresses.csv") && i == 3;
            if (phone) {
                cells[i] = phone(cells[i], place);
            } else if (code || chat) {
                cells[i] = code(cells[i], place);
            }
        }
        return String.join(",", cells);
    }
}
