package org.huiyin.bot.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huiyin.bot.report.Report.Kept;
import org.huiyin.bot.report.ReportLine.Whose;
import org.huiyin.db.report.Figures;
import org.huiyin.db.report.OpenWork;
import org.huiyin.db.report.OpenWork.Open;
import org.huiyin.db.report.ReportNames;
import org.huiyin.db.report.ReportNames.Name;
import org.huiyin.db.report.TallyReports;
import org.huiyin.db.report.TallyReports.Part;
import org.huiyin.db.report.TallyRow.Scope;
import org.jspecify.annotations.Nullable;

/** Puts reports together: figures of whoever has any, by their names, in the order of their codes. */
public final class Reporting {
    private static final List<String> LEVELS = List.of("0", "1", "2", "3", "4");
    private static final List<String> IN_CHINESE = List.of("联系干部", "村级网格", "片区网格", "乡镇", "县级");
    private static final List<String> IN_ENGLISH =
            List.of("linked cadre", "village grid", "area grid", "township", "county desk");

    private static final Open NOTHING_OPEN = new Open(0, 0, 0, 0, 0);

    private final SqlClient client;
    private final ReportNames names;
    private final Clock clock;
    private final ZoneId zone;
    private final String county;

    /**
     * The reports of a county.
     *
     * @param zone the county's, in which days begin
     * @param county its name
     */
    public Reporting(SqlClient client, ReportNames names, Clock clock, ZoneId zone, String county) {
        this.client = client;
        this.names = names;
        this.clock = clock;
        this.zone = zone;
        this.county = county;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** What a report's lines are of: figures by id, and the names of whoever is to have a line. */
    private record Lines<F>(List<F> figures, List<Name> named) {}

    /** A report; or that there is no unit or grid of the code. */
    public Future<ReportAnswer> report(ReportQuery query) {
        return within(query)
                .compose(id -> id.isEmpty()
                        ? Future.succeededFuture(unknown(query))
                        : (query.kind() == ReportKind.OPEN ? open(query, id.get()) : counted(query, id.get()))
                                .map(report -> report));
    }

    private static ReportAnswer unknown(ReportQuery query) {
        String what = query.by() == By.GRID ? "grid" : "unit";
        return new Wrong(what, "there is no " + what + " of that code");
    }

    /** The id of the unit or grid that was named, of the county's own grid where none was; 0 where none is needed, and empty for no such. */
    private Future<Optional<Long>> within(ReportQuery query) {
        if (query.by() == By.GRID) {
            return query.within()
                    .map(code -> ReportNames.grid(client, code))
                    .orElseGet(() -> ReportNames.county(client));
        }
        return query.within()
                .map(code -> ReportNames.unit(client, code))
                .orElseGet(() -> Future.succeededFuture(Optional.of(0L)));
    }

    // -------------------------------------------------------------------------------------------------------------------- open work

    private Future<Report> open(ReportQuery query, long within) {
        Instant now = clock.instant();
        Instant midnight = today().plusDays(1).atStartOfDay(zone).toInstant();
        Future<OpenWork.County> whole = OpenWork.county(client, now, midnight);
        Future<List<ReportLine>> lines = Future.all(openOf(query, within, now, midnight), named(query, within))
                .map(both -> lines(
                        new Lines<Open>(both.resultAt(0), both.resultAt(1)),
                        Open::id,
                        query.by() == By.CADRE ? null : NOTHING_OPEN,
                        ReportLine.OpenLine::of));
        return Future.all(whole, lines)
                .map(all -> new Report(
                        query.kind().word(),
                        query.by().word(),
                        null,
                        null,
                        zone.getId(),
                        now.toString(),
                        lines.result(),
                        ReportLine.OpenLine.of(
                                new Whose("county", county), whole.result().open()),
                        Kept.open(whole.result().kept())));
    }

    private Future<List<Open>> openOf(ReportQuery query, long within, Instant now, Instant midnight) {
        return switch (query.by()) {
            case COUNTY -> Future.succeededFuture(List.of());
            case LEVEL -> OpenWork.byLevel(client, now, midnight);
            case UNIT -> OpenWork.byUnit(client, now, midnight);
            case CADRE ->
                within == 0 ? OpenWork.byCadre(client, now, midnight) : OpenWork.ofUnit(client, now, midnight, within);
            case GRID ->
                OpenWork.byGrid(client, now, midnight)
                        .compose(grids -> below(within, grids, Open::id, Open::of, Open::and));
        };
    }

    /** Adds up what lies within each of the grids right below one. */
    private <F> Future<List<F>> below(
            long gridId, List<F> grids, Function<F, Long> id, BiFunction<F, Long, F> of, BinaryOperator<F> and) {
        return ReportNames.below(client, gridId).map(lines -> {
            Map<Long, F> sums = new HashMap<>();
            for (F grid : grids) {
                Long line = lines.get(id.apply(grid));
                if (line != null) {
                    sums.merge(line, of.apply(grid, line), and);
                }
            }
            return List.copyOf(sums.values());
        });
    }

    // --------------------------------------------------------------------------------------------------------------------- counted

    private Future<Report> counted(ReportQuery query, long within) {
        Future<List<Figures>> whole = TallyReports.ofAll(client, query.kind().part(), Scope.COUNTY, query.span());
        Future<Optional<Long>> kept = TallyReports.kept(client, query.span(), today());
        Future<Optional<Instant>> covers = TallyReports.covers(client);
        Future<List<ReportLine>> lines = Future.all(countedOf(query, within), named(query, within))
                .map(both -> lines(
                        new Lines<Figures>(both.resultAt(0), both.resultAt(1)),
                        Figures::id,
                        query.by() == By.CADRE ? null : Figures.none(),
                        (whose, one) -> line(query.kind(), whose, one)));
        return Future.all(whole, kept, covers, lines)
                .map(all -> new Report(
                        query.kind().word(),
                        query.by().word(),
                        query.from().toString(),
                        query.to().toString(),
                        zone.getId(),
                        covers.result().map(Instant::toString).orElse(null),
                        lines.result(),
                        line(
                                query.kind(),
                                new Whose("county", county),
                                whole.result().stream().findFirst().orElse(Figures.none())),
                        Kept.counted(kept.result().orElse(0L))));
    }

    private Future<List<Figures>> countedOf(ReportQuery query, long within) {
        Part part = query.kind().part();
        return switch (query.by()) {
            case COUNTY -> Future.succeededFuture(List.of());
            case LEVEL -> TallyReports.ofAll(client, part, Scope.LEVEL, query.span());
            case UNIT -> TallyReports.ofAll(client, part, Scope.UNIT, query.span());
            case CADRE ->
                within == 0
                        ? TallyReports.ofAll(client, part, Scope.CADRE, query.span())
                        : TallyReports.ofUnit(client, part, within, query.span());
            case GRID ->
                TallyReports.ofAll(client, part, Scope.GRID, query.span())
                        .compose(grids -> below(within, grids, Figures::id, Figures::of, Figures::and));
        };
    }

    private static ReportLine line(ReportKind kind, Whose whose, Figures figures) {
        return switch (kind) {
            case RESPONSE -> ReportLine.ResponseLine.of(whose, figures);
            case DELAYS -> ReportLine.DelayLine.of(whose, figures);
            case ANSWERS -> ReportLine.AnswersLine.of(whose, figures);
            case SOLVED -> ReportLine.SolvedLine.of(whose, figures);
            case OPEN -> throw new IllegalArgumentException("what is open is not counted by the minute");
        };
    }

    // ----------------------------------------------------------------------------------------------------------------------- names

    /** Whoever may have a line, in the order of their codes. */
    private Future<List<Name>> named(ReportQuery query, long within) {
        return switch (query.by()) {
            case COUNTY -> Future.succeededFuture(List.of());
            case LEVEL -> Future.succeededFuture(levels(query.chinese() ? IN_CHINESE : IN_ENGLISH));
            case UNIT -> names.units(client);
            case CADRE -> names.cadres(client);
            case GRID -> names.gridsBelow(client, within);
        };
    }

    private static List<Name> levels(List<String> words) {
        List<Name> levels = new ArrayList<>();
        for (String word : words) {
            levels.add(new Name(levels.size(), LEVELS.get(levels.size()), word));
        }
        return levels;
    }

    /**
     * A line for each name.
     *
     * @param none for whom there is no figure; null where they have no line
     */
    private static <F> List<ReportLine> lines(
            Lines<F> found, Function<F, Long> id, @Nullable F none, BiFunction<Whose, F, ReportLine> line) {
        Map<Long, F> byId = found.figures().stream().collect(Collectors.toMap(id, Function.identity()));
        List<ReportLine> lines = new ArrayList<>();
        for (Name name : found.named()) {
            F figures = byId.getOrDefault(name.id(), none);
            if (figures != null) {
                lines.add(line.apply(new Whose(name.code(), name.name()), figures));
            }
        }
        return lines;
    }
}
