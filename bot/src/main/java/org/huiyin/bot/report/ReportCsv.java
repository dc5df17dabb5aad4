package org.huiyin.bot.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A report as a table that Excel opens at a double click: UTF-8 with a byte order mark, CRLF, and no cell that it would take for a formula. */
public final class ReportCsv {
    /** Without it Excel reads UTF-8 as the machine's old code page. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** OWASP, "CSV Injection": what a cell may not begin with; the wide forms are read alike by an Excel of East Asia. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);

    private ReportCsv() {}

    /** The whole file. */
    public static String of(Report report, ReportKind kind, boolean chinese) {
        StringBuilder text = new StringBuilder(BYTE_ORDER_MARK)
                .append(headings(kind, chinese))
                .append("\r\n");
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (ReportLine line : report.lines()) {
                printer.printRecord(cells(line));
            }
            printer.printRecord(cells(report.county()));
            Report.Kept kept = report.kept();
            printer.printRecord(
                    "kept",
                    chinese ? "对经办人保密的（不在以上各数内）" : "kept from the line, in no figure above",
                    kept.matters() == null ? cell(kept.hidden()) : cell(kept.matters()));
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return text.toString();
    }

    /** Text as Excel shows it, and nothing else. */
    static String harmless(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "" : harmless(String.valueOf(value));
    }

    private static List<String> cells(ReportLine line) {
        List<String> cells = new ArrayList<>(List.of(harmless(line.code()), harmless(line.name())));
        for (Object value : line.cells()) {
            if (value instanceof Share share) {
                cells.add(share.value() == null ? cell(share.hidden()) : cell(share.value()));
                cells.add(cell(share.n()));
            } else {
                cells.add(cell(value));
            }
        }
        return cells;
    }

    /** As they stand in the file. */
    private static String headings(ReportKind kind, boolean chinese) {
        return chinese ? "编号,名称," + inChinese(kind) : "code,name," + inEnglish(kind);
    }

    private static String inChinese(ReportKind kind) {
        return switch (kind) {
            case OPEN -> "在办,其中待群众答复,今日到期,已逾期";
            case RESPONSE -> "按时首复,逾期后首复,首复逾期,按时首复率,样本数,按时办结,逾期后办结,办结逾期,按时办结率,样本数";
            case DELAYS -> "首复逾期,办结逾期,黄牌,自动上报,主动上报,延期,退单,转办,研判,群众不认可";
            case ANSWERS -> "报办结,群众已答复,解决了,没解决,部分解决,没有答复,未送达,等待答复,答复率,样本数";
            case SOLVED -> "诉求,报办结,报办结率,样本数,群众已答复,群众认可率（占答复）,样本数,群众认可率（占报办结）,样本数,不予受理,撤回,并入共性问题";
        };
    }

    private static String inEnglish(ReportKind kind) {
        return switch (kind) {
            case OPEN -> "open,waiting,dueToday,overdue";
            case RESPONSE ->
                "replied,repliedLate,missedReply,repliedInTime,n,resolved,resolvedLate,missedSolve,resolvedInTime,n";
            case DELAYS ->
                "missedReply,missedSolve,reminded,climbed,escalated,extended,returned,transferred,judged,redone";
            case ANSWERS -> "claimed,answers,yes,no,partly,silent,unreached,waiting,answered,n";
            case SOLVED ->
                "matters,claimed,solvedAsClaimed,n,answers,solvedOfAnswers,n,solvedOfAll,n,declined,withdrawn,merged";
        };
    }
}
