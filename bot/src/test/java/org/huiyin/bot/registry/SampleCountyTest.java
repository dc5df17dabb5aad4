package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.PartOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The county in config/ is what the demo runs on and what administrators copy: it must be faultless. */
class SampleCountyTest {
    private static final Path SAMPLE = Path.of("../config/county");
    private final ImportBench bench = new ImportBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isImportedWithoutAWarning() {
        Imported imported = bench.imported(SAMPLE);
        assertThat(imported.warnings()).isEmpty();
        assertThat(imported.outcome().parts())
                .extracting(PartOutcome::part, PartOutcome::added, PartOutcome::changed, PartOutcome::missing)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Part.GRIDS, 7, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(Part.UNITS, 5, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(Part.CADRES, 11, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(Part.HOUSEHOLDS, 12, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(Part.VILLAGERS, 19, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(Part.ADDRESSES, 51, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(Part.LINKS, 12, 0, 0L));
    }

    @Test
    void repeatedItWritesNothingAtAll() {
        bench.imported(SAMPLE);
        String before = bench.everything();
        Imported again = bench.imported(SAMPLE);
        assertThat(again.outcome().added() + again.outcome().changed()).isZero();
        assertThat(bench.everything()).isEqualTo(before);
    }
}
