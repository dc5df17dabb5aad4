package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.huiyin.db.registry.Part;
import org.huiyin.db.vault.Vault.Sealed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "UTF-8,UTF-8,false,false",
        "UTF-8 with a mark and CRLF,UTF-8,true,true",
        "UTF-8 with CRLF,UTF-8,false,true",
        "GB18030 as Excel writes it,GB18030,false,true",
        "GBK,GBK,false,false"
    })
    void whatSpreadsheetsWriteIsUnderstood(String label, String charset, boolean mark, boolean crlf) {
        try (ImportBench bench = new ImportBench()) {
            bench.imported(new TestCounty()
                    .encoded(Charset.forName(charset), mark ? "\uFEFF" : "", crlf ? "\r\n" : "\n")
                    .in(folder));
            assertThat(bench.texts("SELECT name FROM grid ORDER BY id LIMIT 1")).containsExactly("青禾县");
            byte[] name =
                    HexFormat.of().parseHex(bench.text("SELECT encode(name, 'hex') FROM villager WHERE code = 'P1'"));
            assertThat(bench.vault.open(Sealed.NAME, name)).isEqualTo("王秀英");
        }
    }

    private String problem(byte[] content) throws IOException {
        Path file = folder.resolve("villagers.csv");
        Files.write(file, content);
        Problems problems = new Problems();
        new CsvTable(file, Part.VILLAGERS, problems).read(line -> {});
        assertThat(problems.count()).isPositive();
        return problems.first().get(0).toString();
    }

    private static final String HEADER = "code,household_code,name,phone,language\n";

    @Test
    void aBrokenByteIsNamedWithItsLine() throws IOException {
        byte[] whole = (HEADER + "P1,H1,王秀英马国富黄玉梅,,\nP2,H1,李强,,\n").getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(whole, whole.length - 4);
        assertThat(problem(cut)).startsWith("villagers.csv:3: has a byte that is not UTF-8");
        assertThat(problem("\uFEFF联通".getBytes(StandardCharsets.UTF_8)))
                .startsWith("villagers.csv:1: column 1 is not known");
        byte[] neither = (HEADER + "P1,H1,?,,\n").getBytes(StandardCharsets.UTF_8);
        neither[HEADER.length() + 6] = (byte) 0xFF;
        assertThat(problem(neither)).startsWith("villagers.csv:2: is neither UTF-8 nor GB18030");
    }

    @Test
    void utf16IsNamed() throws IOException {
        assertThat(problem(("\uFEFF" + HEADER).getBytes(StandardCharsets.UTF_16LE)))
                .startsWith("villagers.csv:1: is UTF-16");
        assertThat(problem(("\uFEFF" + HEADER).getBytes(StandardCharsets.UTF_16BE)))
                .startsWith("villagers.csv:1: is UTF-16");
    }

    @Test
    void theFamousWordThatIsUtf8ByChanceIsStillGb18030() throws IOException {
        Path file = folder.resolve("units.csv");
        Files.write(file, "code,name,kind\nU1,联通,联通公司\n".getBytes(Charset.forName("GB18030")));
        Problems problems = new Problems();
        new CsvTable(file, Part.UNITS, problems)
                .read(line -> assertThat(line.cell("kind")).isEqualTo("联通公司"));
        assertThat(problems.first()).isEmpty();
    }
}
