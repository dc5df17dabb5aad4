package org.huiyin.bot.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.huiyin.bot.report.ReportLine.AnswersLine;
import org.huiyin.bot.report.ReportLine.Whose;
import org.huiyin.db.report.Figures;
import org.huiyin.db.report.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table looks like to Excel. */
class ReportCsvTest {
    private static Report answers(String name, long yes) {
        Figures figures = new Figures(
                1, Map.of(Measure.MATTERS, 30L, Measure.CLAIMED, 20L, Measure.YES, yes, Measure.SILENT, 2L));
        AnswersLine line = AnswersLine.of(new Whose("U1", name), figures);
        AnswersLine county = AnswersLine.of(new Whose("county", "示范县"), figures);
        return new Report(
                "answers",
                "unit",
                "2026-11-01",
                "2026-11-30",
                "Asia/Shanghai",
                null,
                List.of(line),
                county,
                Report.Kept.counted(9));
    }

    @Test
    void itBeginsWithAByteOrderMarkAndEndsLinesAsExcelDoes() {
        assertThat(ReportCsv.of(answers("水利局", 10), ReportKind.ANSWERS, true))
                .isEqualTo(String.join(
                        "\r\n",
                        "\uFEFF编号,名称,报办结,群众已答复,解决了,没解决,部分解决,没有答复,未送达,等待答复,答复率,样本数",
                        "U1,水利局,20,10,10,0,0,2,0,8,0.5,20",
                        "county,示范县,20,10,10,0,0,2,0,8,0.5,20",
                        "kept,对经办人保密的（不在以上各数内）,n<10",
                        ""));
    }

    @Test
    void fewerThanTenAnswersAreHidden() {
        assertThat(ReportCsv.of(answers("水利局", 9), ReportKind.ANSWERS, false))
                .contains("U1,水利局,20,9,n<10,n<10,n<10,2,0,9,0.45,20\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"})
    void aNameThatExcelWouldTakeForAFormulaIsMadeHarmless(String name) {
        assertThat(ReportCsv.harmless(name)).isEqualTo("'" + name);
        assertThat(ReportCsv.of(answers(name, 10), ReportKind.ANSWERS, true)).contains("'" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"水利局", "A-1", "1+1", "O'Neil", ""})
    void otherNamesStayAsTheyAre(String name) {
        assertThat(ReportCsv.harmless(name)).isEqualTo(name);
    }

    @Test
    void aCellWithACommaOrAQuoteIsQuoted() {
        assertThat(ReportCsv.of(answers("a,\"b\"", 10), ReportKind.ANSWERS, true))
                .contains("U1,\"a,\"\"b\"\"\",20");
    }

    @ParameterizedTest
    @EnumSource(ReportKind.class)
    void aTableHasAHeadingForEachOfItsCellsInBothLanguages(ReportKind kind) {
        Report report = one(kind);
        for (boolean chinese : List.of(true, false)) {
            List<String> lines = ReportCsv.of(report, kind, chinese).lines().toList();
            assertThat(commas(lines.get(0))).isEqualTo(commas(lines.get(1)));
        }
    }

    private static long commas(String line) {
        return line.chars().filter(c -> c == ',').count();
    }

    private static Report one(ReportKind kind) {
        Whose whose = new Whose("1", "a");
        Figures none = Figures.none();
        ReportLine line = switch (kind) {
            case OPEN -> new ReportLine.OpenLine("1", "a", 1, 2, 3, 4);
            case RESPONSE -> ReportLine.ResponseLine.of(whose, none);
            case DELAYS -> ReportLine.DelayLine.of(whose, none);
            case ANSWERS -> ReportLine.AnswersLine.of(whose, none);
            case SOLVED -> ReportLine.SolvedLine.of(whose, none);
        };
        return new Report(kind.word(), "unit", null, null, "UTC", null, List.of(line), line, Report.Kept.open(25));
    }
}
