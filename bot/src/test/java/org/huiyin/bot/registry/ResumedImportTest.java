package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.db.registry.Part.LINKS;
import static org.huiyin.db.registry.Part.VILLAGERS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.registry.RegistryTotals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that stopped after it was staged: whoever imports next goes on with it, and nothing is done twice. */
class ResumedImportTest {
    private static final String CADRE_OF_H1 =
            "SELECT c.code FROM link l JOIN household h ON h.id = l.household_id JOIN cadre c ON c.id = l.cadre_id "
                    + "WHERE h.code = 'H1' AND l.until IS NULL";

    private final ImportBench bench = new ImportBench();

    @TempDir
    private Path folder;

    /** H1 goes to K2 and a villager gets another name; the import stops at the links, because a moved ticket cannot be told of. */
    @BeforeEach
    void interrupt() {
        bench.imported(new TestCounty().in(folder));
        bench.execute(
                "INSERT INTO ticket (id, code, kind, urgency, state, confidential, household_id, holder_id, holder_cadre_id, opened_at, "
                        + "reply_due_at, spoken_at, seq, head) SELECT 1, '1', 'HELP', 'NORMAL', 'OPEN', false, h.id, l.id, l.cadre_id, now(), now(), now(), 1, '\\x00' "
                        + "FROM link l JOIN household h ON h.id = l.household_id WHERE h.code = 'H1' AND l.until IS NULL");
        bench.historyFails = true;
        bench.refused(changed().in(folder));
        bench.historyFails = false;
    }

    private static TestCounty changed() {
        return new TestCounty()
                .replace(LINKS, "H1,K1,2025-03-01", "H1,K2,2026-11-01")
                .replace(VILLAGERS, "王秀英", "王秀兰");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsKeptIsSealed() {
        List<String> kept =
                bench.texts("SELECT encode(content, 'hex') FROM import_chunk WHERE applied_at IS NULL ORDER BY number");
        assertThat(kept).hasSize(1);
        assertThat(new String(HexFormat.of().parseHex(kept.get(0)), StandardCharsets.ISO_8859_1))
                .doesNotContain("H1");
        assertThat(bench.texts("SELECT step FROM import_chunk WHERE applied_at IS NOT NULL AND length(content) = 0"))
                .containsExactly("VILLAGERS");
    }

    @Test
    void itIsFinishedWithoutItsFiles() {
        assertThat(bench.text(CADRE_OF_H1)).isEqualTo("K1");
        assertThat(bench.registry().finish(Progress.NONE).await()).contains(new RegistryTotals(0, 2, 1));
        assertThat(bench.text(CADRE_OF_H1)).isEqualTo("K2");
        assertThat(bench.texts("SELECT entity || code FROM registry_change ORDER BY 1"))
                .containsExactly("linkH1", "villagerP1");
        assertThat(bench.texts("SELECT FROM import_chunk")).isEmpty();
        assertThat(bench.registry().finish(Progress.NONE).await()).isEmpty();
    }

    @Test
    void theNextImportFinishesItFirst() {
        assertThat(bench.imported(changed().in(folder)).outcome().changed())
                .as("its files say what is there already")
                .isZero();
        assertThat(bench.text(CADRE_OF_H1)).isEqualTo("K2");
        assertThat(bench.texts("SELECT added || ' ' || changed FROM registry_import WHERE finished_at IS NOT NULL"))
                .containsExactly("23 0", "0 2");
    }

    @Test
    void whatCanNeverBeWrittenStandsInNobodysWay() {
        bench.execute("UPDATE import_chunk SET content = '\\x00' WHERE applied_at IS NULL");
        assertThat(bench.imported(changed().in(folder)).outcome().changed()).isEqualTo(1);
        assertThat(bench.text(CADRE_OF_H1)).isEqualTo("K2");
        assertThat(bench.texts("SELECT added || ' ' || changed FROM registry_import ORDER BY id"))
                .containsExactly("23 0", "0 1", "0 1");
    }
}
