package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huiyin.db.registry.Part.GRIDS;
import static org.huiyin.db.registry.Part.HOUSEHOLDS;
import static org.huiyin.db.registry.Part.LINKS;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever loses a duty leaves his open tickets to a successor, in the same commit. */
class HandoverTest {
    private final ImportBench bench = new ImportBench();

    @TempDir
    private Path folder;

    @BeforeEach
    void importOnce() {
        bench.imported(new TestCounty().in(folder));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** A ticket of household H1 in the hands of a link ('H1'), or of a grid's post ('V1 LEADER'). */
    private void ticket(int id, String holder, boolean confidential, String state) {
        bench.execute(openTicket(id, holder, confidential, state));
    }

    private static String openTicket(int id, String holder, boolean confidential, String state) {
        return """
                INSERT INTO ticket (id, code, kind, urgency, state, confidential, household_id, holder_id, holder_cadre_id, opened_at,
                                    reply_due_at, spoken_at, seq, head, closed_at, closed_as)
                SELECT %1$d, '%1$d', 'HELP', 'NORMAL', '%2$s', %3$b, (SELECT id FROM household WHERE code = 'H1'), d.id, d.cadre_id, now(),
                       now(), now(), 1, '\\x00', %4$s
                FROM duty d LEFT JOIN link l ON l.id = d.id LEFT JOIN household h ON h.id = l.household_id
                LEFT JOIN grid g ON g.id = d.grid_id
                WHERE d.live AND coalesce(h.code, g.code || ' ' || d.kind) = '%5$s'
                """.formatted(
                        id, state, confidential, state.equals("CLOSED") ? "now(), 'SILENT'" : "NULL, NULL", holder);
    }

    private String holder(int id) {
        return bench.text("""
                SELECT coalesce(h.code, g.code || ' ' || d.kind) || ' ' || coalesce(c.code, '-') || ' ' || d.live
                FROM ticket t JOIN duty d ON d.id = t.holder_id LEFT JOIN link l ON l.id = d.id
                LEFT JOIN household h ON h.id = l.household_id LEFT JOIN grid g ON g.id = d.grid_id
                LEFT JOIN cadre c ON c.id = t.holder_cadre_id
                WHERE d.cadre_id IS NOT DISTINCT FROM t.holder_cadre_id AND t.id = %d
                """.formatted(id));
    }

    private Imported again(TestCounty county) {
        return bench.imported(county.in(folder));
    }

    @Test
    void aNewCadreGetsTheOpenTicketsAndNotTheClosedOnes() {
        ticket(1, "H1", false, "OPEN");
        ticket(2, "H1", false, "RESOLVED");
        ticket(3, "H1", false, "CLOSED");
        ticket(4, "H2", false, "OPEN");
        Imported imported = again(new TestCounty().replace(LINKS, "H1,K1,2025-03-01", "H1,K2,2026-11-01"));
        assertThat(List.of(holder(1), holder(2), holder(3), holder(4)))
                .containsExactly("H1 K2 true", "H1 K2 true", "H1 K1 false", "H2 K1 true");
        assertThat(imported.outcome().ticketsMoved()).isEqualTo(2);
        assertThat(bench.moved)
                .hasSize(2)
                .allSatisfy(ticket -> assertThat(ticket.ticketId()).isIn(1L, 2L));
        assertThat(bench.texts("""
                SELECT c.code || ' ' || l.since || ' ' || coalesce(l.until::text, '-') || ' ' || d.live
                FROM link l JOIN duty d ON d.id = l.id JOIN cadre c ON c.id = l.cadre_id JOIN household h ON h.id = l.household_id
                WHERE h.code = 'H1' ORDER BY l.id""")).containsExactly("K1 2025-03-01 2026-11-01 false", "K2 2026-11-01 - true");
        assertThat(bench.text("SELECT entity || code FROM registry_change")).isEqualTo("linkH1");
    }

    @Test
    void aLinkMayChangeOnItsFirstDayAndNeverBefore() {
        again(new TestCounty().replace(LINKS, "H1,K1", "H1,K2"));
        assertThat(bench.refused(new TestCounty()
                                .replace(LINKS, "H1,K1,2025-03-01", "H1,K3,2025-02-28")
                                .in(folder))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "links.csv:2: since: 2025-02-28 lies before 2025-03-01, when the household's present link began; correct the day");
    }

    @Test
    void theDayOfALinkIsCorrectedButNotIntoTheOneBefore() {
        again(new TestCounty().replace(LINKS, "H1,K1,2025-03-01", "H1,K2,2026-11-01"));
        again(new TestCounty().replace(LINKS, "H1,K1,2025-03-01", "H1,K2,2026-11-05"));
        assertThat(
                        bench.text(
                                "SELECT since::text FROM link JOIN household h ON h.id = household_id WHERE until IS NULL AND h.code = 'H1'"))
                .isEqualTo("2026-11-05");
        assertThat(bench.refused(new TestCounty()
                                .replace(LINKS, "H1,K1,2025-03-01", "H1,K2,2026-10-31")
                                .in(folder))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "links.csv:2: since: 2026-10-31 lies before 2026-11-01, when the household's link before ended; correct the day");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(textBlock = """
            a new leader,                    'V1,北关村,VILLAGE,A,K3,K4', V1 LEADER K3 true
            none: the deputy,                'V1,北关村,VILLAGE,A,,K4',   V1 DEPUTY K4 true
            neither: past the empty area up, 'V1,北关村,VILLAGE,A,,',     T LEADER K3 true
            """)
    void aGridsTicketsGoToTheSeatThenToTheDeputyThenUp(String label, String row, String expected) {
        ticket(1, "V1 LEADER", false, "OPEN");
        again(new TestCounty().line(GRIDS, 5, row));
        assertThat(holder(1)).as(label).isEqualTo(expected);
    }

    @Test
    void whatIsOpenGoesWithItsHouseholdToAnotherVillage() {
        ticket(1, "H1", false, "OPEN");
        again(new TestCounty().replace(HOUSEHOLDS, "H1,V1,", "H1,V2,"));
        assertThat(bench.text("SELECT g.code FROM ticket t JOIN grid g ON g.id = t.grid_id WHERE t.id = 1"))
                .isEqualTo("V2");
    }

    @Test
    void aDeputysTicketsGoToTheNextDeputyElseToTheLeader() {
        ticket(1, "V1 DEPUTY", false, "OPEN");
        again(new TestCounty().line(GRIDS, 5, "V1,北关村,VILLAGE,A,K2,K5"));
        assertThat(holder(1)).isEqualTo("V1 DEPUTY K5 true");
        again(new TestCounty().line(GRIDS, 5, "V1,北关村,VILLAGE,A,K2,"));
        assertThat(holder(1)).isEqualTo("V1 LEADER K2 true");
    }

    @Test
    void withNobodyLeftTheCountysDeskHasIt() {
        ticket(1, "V1 LEADER", false, "OPEN");
        again(new TestCounty()
                .line(GRIDS, 2, "C,青禾县,COUNTY,,,")
                .line(GRIDS, 3, "T,柳林镇,TOWNSHIP,C,,")
                .line(GRIDS, 5, "V1,北关村,VILLAGE,A,,"));
        assertThat(holder(1)).isEqualTo("C DESK - true");
    }

    @Test
    void aConfidentialTicketGoesToTheDesksOwnSeatBecauseItMayBeAboutAnybody() {
        ticket(1, "V1 LEADER", true, "OPEN");
        ticket(2, "V1 LEADER", false, "OPEN");
        again(new TestCounty().line(GRIDS, 5, "V1,北关村,VILLAGE,A,K1,K4"));
        assertThat(List.of(holder(1), holder(2))).containsExactly("C DESK - true", "V1 LEADER K1 true");
    }

    @Test
    void whenTheHistoryCannotBeWrittenNothingIsMoved() {
        ticket(1, "H1", false, "OPEN");
        bench.historyFails = true;
        assertThat(bench.refused(new TestCounty()
                                .replace(LINKS, "H1,K1,2025-03-01", "H1,K2,2026-11-01")
                                .in(folder))
                        .problems())
                .first()
                .asString()
                .startsWith("the database: stopped while the county was written; what is left of it is kept there");
        assertThat(holder(1)).isEqualTo("H1 K1 true");
        assertThat(bench.texts("SELECT entity FROM registry_change")).isEmpty();
    }

    @Test
    void aTicketOpenedMeanwhileDoesNotOutliveTheDuty() throws SQLException {
        try (Connection other = bench.database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(openTicket(1, "H1", false, "OPEN"));
            again(new TestCounty().replace(LINKS, "H1,K1,2025-03-01", "H1,K2,2026-11-01"));
            assertThatThrownBy(other::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("23503"));
        }
        ticket(1, "H1", false, "OPEN");
        assertThat(holder(1)).isEqualTo("H1 K2 true");
    }
}
