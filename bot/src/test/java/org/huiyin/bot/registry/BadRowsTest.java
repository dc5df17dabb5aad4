package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.db.registry.Part.ADDRESSES;
import static org.huiyin.db.registry.Part.CADRES;
import static org.huiyin.db.registry.Part.GRIDS;
import static org.huiyin.db.registry.Part.HOUSEHOLDS;
import static org.huiyin.db.registry.Part.LINKS;
import static org.huiyin.db.registry.Part.UNITS;
import static org.huiyin.db.registry.Part.VILLAGERS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.bot.registry.ImportResult.Refused;
import org.huiyin.db.registry.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One bad line among good ones: it is named, nothing else is, and nothing at all is imported. */
class BadRowsTest {
    private static final ImportBench BENCH = new ImportBench();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        BENCH.close();
    }

    private record Case(String label, Part part, int line, String text, String problem) {
        @Override
        public String toString() {
            return label;
        }
    }

    private static Case bad(String label, Part part, int line, String text, String problem) {
        return new Case(label, part, line, text, part.file() + ":" + problem);
    }

    static Stream<Case> cells() {
        return Stream.of(
                bad("an empty code", UNITS, 3, ",民政局,县直部门", "3: code: is empty"),
                bad("a code with a space", UNITS, 3, "U 2,民政局,县直部门", "3: code: is no code"),
                bad("a code of 65 letters", UNITS, 3, "U".repeat(65) + ",民政局,县直部门", "3: code: is no code"),
                bad("an empty name", UNITS, 3, "U2,,县直部门", "3: name: is empty"),
                bad("a name of blanks", UNITS, 3, "U2,\u3000\u00A0,县直部门", "3: name: is empty"),
                bad("no level", GRIDS, 7, "V3,石桥村,组,A,,", "7: level: is no level"),
                bad("a phone too short", VILLAGERS, 3, "P2,H2,马国富,1381234567,", "3: phone: is no phone number"),
                bad("a rounded phone", VILLAGERS, 3, "P2,H2,马国富,1.38123E+10,", "3: phone: was turned into"),
                bad("a language unknown", VILLAGERS, 3, "P2,H2,马国富,,fr", "3: language: is not a language we speak"),
                bad("an owner unknown", ADDRESSES, 5, "dog,P2,wechat,x", "5: owner_kind: is no kind of owner"),
                bad(
                        "a channel with a dot",
                        ADDRESSES,
                        5,
                        "villager,P2,we.chat,x",
                        "5: channel: is no name of a channel"),
                bad("no address", ADDRESSES, 5, "villager,P2,wechat,", "5: address: is empty"),
                bad("a date in words", LINKS, 4, "H3,K2,三月一日", "4: since: is no day"),
                bad("the American date", LINKS, 4, "H3,K2,3/1/2025", "4: since: is no day"),
                bad("30 February", LINKS, 4, "H3,K2,2025-02-30", "4: since: is a day that no calendar has"),
                bad("no date", LINKS, 4, "H3,K2,", "4: since: is empty"),
                bad("a formula", VILLAGERS, 3, "P2,H2,=1+1,,", "3: name: begins with ="),
                bad("a formula in full width", VILLAGERS, 3, "P2,H2,＠cmd,,", "3: name: begins with @"),
                bad("a formula as a place", HOUSEHOLDS, 3, "H2,V1,马国富,-2", "3: address: begins with -"),
                bad("a NUL", VILLAGERS, 3, "P2,H2,马\u0000国富,,", "3: name: has a control character"),
                bad("a line break", VILLAGERS, 3, "P2,H2,\"马\n国富\",,", "3: name: has a control character"),
                bad(
                        "letters that run backwards",
                        VILLAGERS,
                        3,
                        "P2,H2,马\u202E国富,,",
                        "3: name: has an invisible character"),
                bad("a joiner of no width", VILLAGERS, 3, "P2,H2,马\u200B国富,,", "3: name: has an invisible character"),
                bad("a novel", HOUSEHOLDS, 3, "H2,V1,马国富," + "北".repeat(201), "3: address: is longer than 200"),
                bad("an open quote", VILLAGERS, 4, "P3,H3,\"黄玉梅,14500001003,en", "4: the quotes do not fit"),
                bad("a closed quote and more", VILLAGERS, 3, "P2,H2,\"马\"国富,,", "3: the quotes do not fit"),
                bad("too many cells", VILLAGERS, 3, "P2,H2,马国富,,,,x", "3: has more cells"));
    }

    static Stream<Case> rows() {
        return Stream.of(
                bad("a grid twice", GRIDS, 7, "V2,石桥村,VILLAGE,A,,", "7: code: V2 is in line 6 already"),
                bad("a unit twice", UNITS, 3, "U1,民政局,县直部门", "3: code: U1 is in line 2 already"),
                bad("a cadre twice", CADRES, 7, "K1,张伟,U1,科员,,", "7: code: K1 is in line 2 already"),
                bad("a household twice", HOUSEHOLDS, 5, "H1,V1,王,北关村", "5: code: H1 is in line 2 already"),
                bad("a villager twice", VILLAGERS, 5, "P1,H1,王,,", "5: code: P1 is in line 2 already"),
                bad(
                        "a household linked twice",
                        LINKS,
                        5,
                        "H1,K2,2025-03-01",
                        "5: household_code: H1 is in line 2 already"),
                bad("a second county", GRIDS, 7, "D,红禾县,县,,,", "7: level: D is a second COUNTY"),
                bad("a parent unknown", GRIDS, 7, "V3,石桥村,村,X,,", "7: parent_code: X is neither in grids.csv"),
                bad("no parent", GRIDS, 7, "V3,石桥村,村,,,", "7: parent_code: is empty; a VILLAGE lies in one AREA"),
                bad("a village in a township", GRIDS, 7, "V3,石桥村,村,T,,", "7: parent_code: T is a TOWNSHIP"),
                bad("a township in a village", GRIDS, 7, "T3,石桥镇,镇,V1,,", "7: parent_code: V1 is a VILLAGE"),
                bad("a grid in itself", GRIDS, 7, "V3,石桥村,村,V3,,", "7: parent_code: V3 lies in itself"),
                bad("a county in a township", GRIDS, 2, "C,青禾县,县,T,K3,K4", "2: parent_code: a COUNTY lies in nothing"),
                bad("a leader unknown", GRIDS, 6, "V2,南河村,村,A,K9,", "6: leader_code: K9 is neither in cadres.csv"),
                bad("a deputy unknown", GRIDS, 6, "V2,南河村,村,A,K4,K9", "6: deputy_code: K9 is neither in cadres.csv"),
                bad("a unit unknown", CADRES, 5, "K4,何平,U9,镇长,,", "5: unit_code: U9 is neither in units.csv"),
                bad(
                        "a household's grid unknown",
                        HOUSEHOLDS,
                        4,
                        "H3,V9,黄玉梅,南河村",
                        "4: grid_code: V9 is neither in grids.csv"),
                bad("a household in an area", HOUSEHOLDS, 4, "H3,A,黄玉梅,南河村", "4: grid_code: A is no VILLAGE"),
                bad(
                        "a villager's household unknown",
                        VILLAGERS,
                        3,
                        "P2,H9,马,,",
                        "3: household_code: H9 is neither in households.csv"),
                bad(
                        "an owner's code unknown",
                        ADDRESSES,
                        5,
                        "villager,P9,wechat,x",
                        "5: owner_code: P9 is neither in villagers.csv"),
                bad(
                        "a cadre's code unknown",
                        ADDRESSES,
                        5,
                        "cadre,P1,wecom,x",
                        "5: owner_code: P1 is neither in cadres.csv"),
                bad(
                        "an address of both kinds",
                        ADDRESSES,
                        5,
                        "cadre,K2,wechat,oABCdef",
                        "5: address: is a villager's and a cadre's, see line 2"),
                bad(
                        "an address of two cadres",
                        ADDRESSES,
                        5,
                        "cadre,K2,wecom,k1",
                        "5: address: is another cadre's too, see line 4"),
                bad(
                        "an address of two cadres, in two cases",
                        ADDRESSES,
                        5,
                        "cadre,K2,wecom,K1",
                        "5: address: is another cadre's too, see line 4"),
                bad(
                        "an address of both kinds, in two cases",
                        ADDRESSES,
                        5,
                        "cadre,K2,wechat,oabcDEF",
                        "5: address: is a villager's and a cadre's, see line 2"),
                bad(
                        "an address twice, in two cases",
                        ADDRESSES,
                        5,
                        "villager,P1,wechat,oABCDEF",
                        "5: address: P1 has it in another line already"),
                bad(
                        "an address twice",
                        ADDRESSES,
                        5,
                        "villager,P1,wechat,oABCdef",
                        "5: address: P1 has it in another line already"),
                bad(
                        "a phone twice, in two forms",
                        ADDRESSES,
                        5,
                        "villager,P3,sms,+8614500001003",
                        "5: address: P3 has it in another line already"),
                bad(
                        "a linked household unknown",
                        LINKS,
                        5,
                        "H9,K1,2025-03-01",
                        "5: household_code: H9 is neither in households.csv"),
                bad(
                        "a linked cadre unknown",
                        LINKS,
                        4,
                        "H3,K9,2025-03-01",
                        "4: cadre_code: K9 is neither in cadres.csv"),
                bad("a link from tomorrow", LINKS, 4, "H3,K2,2026-11-23", "4: since: 2026-11-23 has not come yet"));
    }

    static Stream<Case> headers() {
        return Stream.of(
                bad(
                        "a column unknown",
                        UNITS,
                        1,
                        "code,name,colour,kind",
                        "1: column 3 is not known; the columns are code,name,kind,leader_code,deputy_code"),
                bad("a column twice", UNITS, 1, "code,name,kind,name", "1: name: the column is there twice"),
                bad("a column missing", UNITS, 1, "code,name", "1: kind: the column is missing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cells", "rows", "headers"})
    void isNamedAndNothingIsImported(Case bad) {
        Path county = new TestCounty().line(bad.part(), bad.line(), bad.text()).in(folder);
        Refused refused = BENCH.refused(county);
        assertThat(refused.problems()).as("%s", refused.problems()).hasSize(1);
        assertThat(refused.problems().get(0).toString()).startsWith(bad.problem());
        assertThat(
                        BENCH.text(
                                "SELECT (SELECT count(*) FROM grid) + (SELECT count(*) FROM unit) + (SELECT count(*) FROM address)"
                                        + " + (SELECT count(*) FROM cadre) + (SELECT count(*) FROM duty) + (SELECT count(*) FROM registry_import)"))
                .isEqualTo("0");
    }

    @Test
    void theyAreAllFoundAtOnceAndTheFirstHundredShown() {
        TestCounty county = new TestCounty();
        for (int i = 0; i < 250; i++) {
            county.line(VILLAGERS, 99_999, "Q" + i + ",H1,王,1,");
        }
        county.line(UNITS, 3, "U2,,");
        Refused refused = BENCH.refused(county.in(folder));
        assertThat(refused.problemCount()).isEqualTo(252);
        assertThat(refused.problems()).hasSize(100);
    }

    @Test
    void neitherNamesNorPhonesAreQuoted() {
        Refused refused = BENCH.refused(new TestCounty()
                .line(VILLAGERS, 2, "P1,H1,=王秀英,14512,")
                .line(ADDRESSES, 5, "cadre,K2,wechat,oABCdef")
                .in(folder));
        assertThat(refused.problems().toString())
                .doesNotContain("王秀英")
                .doesNotContain("14512")
                .doesNotContain("oABC");
    }

    @Test
    void problemsComeInTheOrderOfTheFilesThoughTheseAreReadSideBySide() {
        Refused refused = BENCH.refused(new TestCounty()
                .line(LINKS, 2, "H1,,2025-03-01")
                .line(VILLAGERS, 2, "P1,H1,,14512,")
                .line(GRIDS, 3, "T,,TOWNSHIP,C,K3,")
                .in(folder));
        assertThat(refused.problems())
                .extracting(Problem::file)
                .containsExactly("grids.csv", "villagers.csv", "villagers.csv", "links.csv");
    }

    @Test
    void aCountyNeedsAtLeastItsCounty() {
        assertThat(BENCH.refused(new TestCounty().without(GRIDS).in(folder)).problems())
                .first()
                .hasToString("grids.csv: there is no COUNTY, neither here nor in the database; add its row");
    }

    @Test
    void filesThatAreMissingOrMisspeltAreNamed() throws IOException {
        assertThat(BENCH.refused(folder).problems().toString()).contains("has none of the files grids.csv");
        assertThat(BENCH.refused(folder.resolve("nowhere")).problems().toString())
                .contains("is no directory");
        Path county = new TestCounty().in(folder);
        Files.writeString(county.resolve("household.csv"), "");
        assertThat(BENCH.refused(county).problems())
                .first()
                .asString()
                .startsWith("household.csv: is not one of grids.csv");
        Files.delete(county.resolve("household.csv"));
        Files.writeString(county.resolve("links.csv"), "");
        assertThat(BENCH.refused(county).problems()).first().asString().startsWith("links.csv:1: is empty");
    }

    @Test
    void whatIsOddButAllowedIsAWarning() {
        try (ImportBench bench = new ImportBench()) {
            Imported imported = bench.imported(new TestCounty()
                    .line(LINKS, 4, "H3,K5,2025-03-01")
                    .line(GRIDS, 6, "V2,南河村,村,A,K4,K4")
                    .in(folder));
            assertThat(imported.warnings())
                    .extracting(Problem::toString)
                    .containsExactly(
                            "grids.csv:6: deputy_code: V2 has one cadre as leader and deputy",
                            "links.csv:4: cadre_code: K5 is exempt from linking and has a household all the same");
        }
    }

    @Test
    void columnsStandInAnyOrderAndCellsMayBeQuoted() {
        try (ImportBench bench = new ImportBench()) {
            bench.imported(new TestCounty()
                    .put(UNITS, "KIND, name ,code,,\n\n\"县直,部门\",\"农业\"\"农村\"\"局\",U1,,\n,,,,\n")
                    .in(folder));
            assertThat(bench.texts("SELECT kind || '|' || name FROM unit")).containsExactly("县直,部门|农业\"农村\"局");
        }
    }
}
