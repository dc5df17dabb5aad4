package org.huiyin.bot.report;

import java.util.List;
import org.huiyin.db.report.Figures;
import org.huiyin.db.report.Measure;
import org.huiyin.db.report.OpenWork.Open;
import org.jspecify.annotations.Nullable;

/** What a report says of one level, unit, cadre or grid, or of the county: each kind of report has its own figures. */
public sealed interface ReportLine {
    /** Whose line it is: the register's code, the number of a level, or {@code county}. */
    record Whose(String code, String name) {}

    String code();

    String name();

    /** Its figures, in the order of a table's columns; of a {@link Share} there are two. */
    List<Object> cells();

    /** What lies there now. */
    record OpenLine(String code, String name, long open, long waiting, long dueToday, long overdue)
            implements ReportLine {
        @Override
        public List<Object> cells() {
            return List.of(open, waiting, dueToday, overdue);
        }

        static OpenLine of(Whose whose, Open open) {
            return new OpenLine(
                    whose.code(), whose.name(), open.open(), open.waiting(), open.dueToday(), open.overdue());
        }
    }

    /** Whether answers and solutions came in time; each clock that ended counts once, at whom it ended. */
    record ResponseLine(
            String code,
            String name,
            long replied,
            long repliedLate,
            long missedReply,
            Share repliedInTime,
            long resolved,
            long resolvedLate,
            long missedSolve,
            Share resolvedInTime)
            implements ReportLine {
        @Override
        public List<Object> cells() {
            return List.of(
                    replied,
                    repliedLate,
                    missedReply,
                    repliedInTime,
                    resolved,
                    resolvedLate,
                    missedSolve,
                    resolvedInTime);
        }

        static ResponseLine of(Whose whose, Figures figures) {
            long replied = figures.of(Measure.REPLIED);
            long missedReply = figures.of(Measure.MISSED_REPLY);
            long resolved = figures.of(Measure.RESOLVED);
            long missedSolve = figures.of(Measure.MISSED_SOLVE);
            return new ResponseLine(
                    whose.code(),
                    whose.name(),
                    replied,
                    figures.of(Measure.REPLIED_LATE),
                    missedReply,
                    Share.of(replied, replied + missedReply),
                    resolved,
                    figures.of(Measure.RESOLVED_LATE),
                    missedSolve,
                    Share.of(resolved, resolved + missedSolve));
        }
    }

    /** What went wrong and what was passed on; charged to whoever had it then, for good. */
    record DelayLine(
            String code,
            String name,
            long missedReply,
            long missedSolve,
            long reminded,
            long climbed,
            long escalated,
            long extended,
            long returned,
            long transferred,
            long judged,
            long redone)
            implements ReportLine {
        @Override
        public List<Object> cells() {
            return List.of(
                    missedReply,
                    missedSolve,
                    reminded,
                    climbed,
                    escalated,
                    extended,
                    returned,
                    transferred,
                    judged,
                    redone);
        }

        static DelayLine of(Whose whose, Figures figures) {
            return new DelayLine(
                    whose.code(),
                    whose.name(),
                    figures.of(Measure.MISSED_REPLY),
                    figures.of(Measure.MISSED_SOLVE),
                    figures.of(Measure.REMINDED),
                    figures.of(Measure.CLIMBED),
                    figures.of(Measure.ESCALATED),
                    figures.of(Measure.EXTENDED),
                    figures.of(Measure.RETURNED),
                    figures.of(Measure.TRANSFERRED),
                    figures.of(Measure.JUDGED),
                    figures.of(Measure.REDONE));
        }
    }

    /** What villagers answered, of all that was said to be solved. */
    record AnswersLine(
            String code,
            String name,
            long claimed,
            long answers,
            @Nullable Long yes,
            @Nullable Long no,
            @Nullable Long partly,
            long silent,
            long unreached,
            long waiting,
            Share answered,
            @Nullable String hidden)
            implements ReportLine {
        @Override
        public List<Object> cells() {
            return List.of(
                    claimed, answers, opinion(yes), opinion(no), opinion(partly), silent, unreached, waiting, answered);
        }

        static AnswersLine of(Whose whose, Figures figures) {
            long claimed = figures.of(Measure.CLAIMED);
            long answers = answers(figures);
            boolean few = answers < Share.FEWEST_ANSWERS;
            long quiet = figures.of(Measure.SILENT) + figures.of(Measure.UNREACHED);
            return new AnswersLine(
                    whose.code(),
                    whose.name(),
                    claimed,
                    answers,
                    few ? null : figures.of(Measure.YES),
                    few ? null : figures.of(Measure.NO),
                    few ? null : figures.of(Measure.PARTLY),
                    figures.of(Measure.SILENT),
                    figures.of(Measure.UNREACHED),
                    Math.max(0, claimed - answers - quiet),
                    Share.of(answers, claimed),
                    few ? Share.TOO_FEW : null);
        }

        private static Object opinion(@Nullable Long n) {
            return n == null ? Share.TOO_FEW : n;
        }

        private static long answers(Figures figures) {
            return figures.of(Measure.YES) + figures.of(Measure.NO) + figures.of(Measure.PARTLY);
        }
    }

    /** Solved as claimed, and solved as villagers say, side by side; what ended otherwise apart. */
    record SolvedLine(
            String code,
            String name,
            long matters,
            long claimed,
            Share solvedAsClaimed,
            long answers,
            Share solvedOfAnswers,
            Share solvedOfAll,
            long declined,
            long withdrawn,
            long merged)
            implements ReportLine {
        @Override
        public List<Object> cells() {
            return List.of(
                    matters,
                    claimed,
                    solvedAsClaimed,
                    answers,
                    solvedOfAnswers,
                    solvedOfAll,
                    declined,
                    withdrawn,
                    merged);
        }

        static SolvedLine of(Whose whose, Figures figures) {
            long matters = figures.of(Measure.MATTERS);
            long claimed = figures.of(Measure.CLAIMED);
            long yes = figures.of(Measure.YES);
            long answers = AnswersLine.answers(figures);
            return new SolvedLine(
                    whose.code(),
                    whose.name(),
                    matters,
                    claimed,
                    Share.of(claimed, matters),
                    answers,
                    Share.opinion(yes, answers, answers),
                    Share.opinion(yes, claimed, answers),
                    figures.of(Measure.DECLINED),
                    figures.of(Measure.WITHDRAWN),
                    figures.of(Measure.MERGED));
        }
    }
}
