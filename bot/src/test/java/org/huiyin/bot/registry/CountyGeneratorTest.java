package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.PartOutcome;
import org.huiyin.db.registry.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountyGeneratorTest {
    @TempDir
    private Path folder;

    private Path generated(String name, GeneratorOrder order) {
        Path directory = folder.resolve(name);
        assertThat(CountyGenerator.generate(order, directory, Progress.NONE)).isEmpty();
        return directory;
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOthers() throws IOException {
        Path one = generated("one", GeneratorOrder.of(700, 30, 7).withSimulator());
        Path same = generated("same", GeneratorOrder.of(700, 30, 7).withSimulator());
        Path other = generated("other", GeneratorOrder.of(700, 30, 8).withSimulator());
        for (Part part : Part.values()) {
            byte[] bytes = Files.readAllBytes(one.resolve(part.file()));
            assertThat(Files.readAllBytes(same.resolve(part.file())))
                    .as(part.file())
                    .isEqualTo(bytes);
            if (part == Part.HOUSEHOLDS) {
                assertThat(Files.readAllBytes(other.resolve(part.file()))).isNotEqualTo(bytes);
            }
        }
    }

    @Test
    void everyHouseholdIsLinkedAndTheLoadsDifferByOneAtMost() throws IOException {
        Path county = generated("county", GeneratorOrder.of(1_003, 30, 1));
        List<String> links = lines(county, Part.LINKS);
        Map<String, Long> loads = links.stream()
                .map(line -> line.substring(line.indexOf(',') + 1, line.lastIndexOf(',')))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(links).hasSize(1_003);
        assertThat(loads).hasSize(30).containsKey("K00001");
        assertThat(new HashSet<>(loads.values())).containsExactlyInAnyOrder(33L, 34L);
    }

    @Test
    void theReferenceCountyHasAMillionPeopleOnAverage() throws IOException {
        Path county = generated("county", GeneratorOrder.of(10_000, 302, 3));
        assertThat(lines(county, Part.VILLAGERS).size() / 10_000.0).isBetween(2.9, 3.04);
        assertThat(lines(county, Part.ADDRESSES).size() - 302.0).isBetween(10_000 * 1.7, 10_000 * 1.85);
    }

    @ParameterizedTest(name = "{0} households, {1} cadres")
    @CsvSource({"1,1", "2,2", "300,1", "300,2", "2000,61"})
    void whatItInventsIsImportedWithoutAProblem(int households, int cadres) {
        Path county =
                generated("county", GeneratorOrder.of(households, cadres, 42).withSimulator());
        try (ImportBench bench = new ImportBench()) {
            Imported imported = bench.imported(county);
            assertThat(imported.warnings()).isEmpty();
            assertThat(imported.outcome().parts())
                    .filteredOn(part -> part.part() == Part.LINKS)
                    .extracting(PartOutcome::added)
                    .containsExactly(households);
            assertThat(bench.text("SELECT count(*) FROM duty WHERE kind IN ('LEADER', 'DESK')"))
                    .isEqualTo(bench.text("SELECT count(*) + 1 FROM grid"));
        }
    }

    @ParameterizedTest(name = "{0} households, {1} cadres: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0   | 1  | --households is 0
            -5  | 1  | --households is -5
            10  | 0  | --cadres is 0
            10  | -1 | --cadres is -1
            10  | 11 | --cadres is 11; choose 1 to 10
            99999999 | 5 | --households is 99999999
            """)
    void anImpossibleOrderIsRefusedInWords(int households, int cadres, String words) {
        Optional<Problem> problem =
                CountyGenerator.generate(GeneratorOrder.of(households, cadres, 1), folder.resolve("no"), Progress.NONE);
        assertThat(problem).map(Problem::reason).get().asString().contains(words);
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("precious.txt"), "x");
        assertThat(CountyGenerator.generate(GeneratorOrder.of(5, 1, 1), folder, Progress.NONE))
                .map(Problem::reason)
                .contains("is not empty; name a new directory");
        assertThat(CountyGenerator.generate(GeneratorOrder.of(5, 1, 1), folder.resolve("precious.txt"), Progress.NONE))
                .map(Problem::reason)
                .contains("is no directory that can be read");
        assertThat(folder).isDirectoryNotContaining("glob:**.csv");
    }

    private static List<String> lines(Path county, Part part) throws IOException {
        List<String> lines = Files.readAllLines(county.resolve(part.file()));
        return lines.subList(1, lines.size());
    }
}
