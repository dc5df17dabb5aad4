package org.huiyin.db.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no code, now or later, can write: the promises that the schema itself keeps. */
class InvariantsTest {
    private static final String COUNTY = """
            INSERT INTO grid (code, name, level) VALUES ('C', 'county', 'COUNTY');
            INSERT INTO unit (code, name, kind) VALUES ('U', 'unit', 'BUREAU');
            INSERT INTO cadre (code, unit_id, rank, name, name_hash) VALUES ('K1', 1, '', '', ''), ('K2', 1, '', '', '');
            INSERT INTO household (code, grid_id, head_name, head_name_hash, address, address_hash) VALUES ('H', 1, '', '', '', '');
            INSERT INTO duty (kind, cadre_id) VALUES ('LINK', 1), ('LINK', 2);
            INSERT INTO duty (kind, grid_id) VALUES ('DESK', 1);
            INSERT INTO link (id, household_id, cadre_id, since) VALUES (1, 1, 1, '2026-01-01');
            """;

    private static final String OPEN_TICKET = """
            INSERT INTO ticket (id, code, kind, urgency, state, holder_id, holder_cadre_id, opened_at, reply_due_at, spoken_at, seq, head)
            VALUES (1, '1', 'HELP', 'NORMAL', 'OPEN', 1, 1, now(), now(), now(), 0, '')
            """;

    private final TestDatabase database = TestDatabase.create();
    private Connection connection;

    @BeforeEach
    void county() throws SQLException {
        connection = database.connect();
        run(COUNTY);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private void run(String statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private void refused(String statements, String constraint) {
        assertThatThrownBy(() -> run(statements))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(constraint);
    }

    @Test
    void aDutyCannotEndWhileItHoldsAnOpenTicket() throws SQLException {
        run(OPEN_TICKET);
        refused("""
                UPDATE link SET until = '2026-11-22' WHERE id = 1;
                UPDATE duty SET live = false, ended_at = now() WHERE id = 1
                """, "ticket_holder_is_live");
    }

    @Test
    void itCanEndWhenTheTicketMovesInTheSameTransaction() throws SQLException {
        run(OPEN_TICKET);
        assertThatCode(() -> run("""
                        UPDATE link SET until = '2026-11-22' WHERE id = 1;
                        UPDATE duty SET live = false, ended_at = now() WHERE id = 1;
                        UPDATE ticket SET holder_id = 3, holder_cadre_id = NULL WHERE id = 1
                        """)).doesNotThrowAnyException();
    }

    @Test
    void itCanEndWhenTheTicketIsClosed() throws SQLException {
        run(OPEN_TICKET);
        run("UPDATE ticket SET state = 'CLOSED', closed_at = now(), closed_as = 'CONFIRMED' WHERE id = 1");
        assertThatCode(() -> run("""
                        UPDATE link SET until = '2026-11-22' WHERE id = 1;
                        UPDATE duty SET live = false, ended_at = now() WHERE id = 1
                        """)).doesNotThrowAnyException();
    }

    /** As PostgreSQL asks for each duty that ends: without an index it read every ticket there ever was, twice, for each household of a town. */
    @Test
    void whetherADutyStillHoldsATicketIsAskedOfAnIndex() throws SQLException {
        run("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; PREPARE asked (bigint, boolean) AS "
                + "SELECT 1 FROM ONLY ticket x WHERE $1 = holder_id AND $2 = holder_live FOR KEY SHARE OF x");
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN (FORMAT JSON) EXECUTE asked (1, true)")) {
            plan.next();
            assertThat(plan.getString(1)).contains("ticket_holder").doesNotContain("Seq Scan");
        }
    }

    @Test
    void anOpenTicketAlwaysHasAHolder() throws SQLException {
        run(OPEN_TICKET);
        refused("UPDATE ticket SET holder_id = NULL WHERE id = 1", "holder_id");
        refused("UPDATE ticket SET holder_id = 77 WHERE id = 1", "ticket_holder");
    }

    @Test
    void theHolderIsWhoOccupiesTheDuty() throws SQLException {
        run(OPEN_TICKET);
        refused("UPDATE ticket SET holder_cadre_id = 2 WHERE id = 1", "ticket_holder_occupies");
    }

    @Test
    void aHouseholdHasOneLinkAtATime() {
        refused(link("2, 1, 2, '2026-06-01', NULL, NULL, NULL"), "link_");
        refused(link("2, 1, 2, '2026-06-01', '2026-07-01', NULL, NULL"), "link_one_at_a_time");
        refused(link("2, 1, 2, '2026-06-01', '2026-07-01', 1, '2026-06-01'"), "link_");
    }

    @Test
    void aHouseholdsLinksAreAChain() throws SQLException {
        run("""
                UPDATE duty SET live = false, ended_at = now() WHERE id = 1;
                UPDATE link SET until = '2026-06-01' WHERE id = 1
                """);
        refused(link("2, 1, 2, '2026-05-31', NULL, 1, '2026-06-01'"), "link_begins_after");
        refused(link("2, 1, 2, '2026-06-01', NULL, 1, '2026-05-01'"), "link_after");
        refused(link("2, 1, 2, '2026-06-01', NULL, 1, NULL"), "link_begins_after");
        refused(link("2, 1, 2, '2026-06-01', NULL, NULL, NULL"), "link_one_at_a_time");
        run(link("2, 1, 2, '2026-06-01', NULL, 1, '2026-06-01'"));
        refused(link("3, 1, 1, '2026-07-01', '2026-07-02', 1, '2026-06-01'"), "link_one_at_a_time");
        refused("UPDATE link SET until = '2026-06-02' WHERE id = 1", "link_after");
    }

    private static String link(String values) {
        return "INSERT INTO link (id, household_id, cadre_id, since, until, after_id, after_until) VALUES (" + values
                + ")";
    }

    @Test
    void aLinkIsHeldByItsOwnDuty() {
        refused("UPDATE link SET until = '2026-11-22' WHERE id = 1", "link_id_cadre_id_live_fkey");
        refused("UPDATE link SET cadre_id = 2 WHERE id = 1", "link_id_cadre_id_live_fkey");
    }

    @Test
    void aCountyHasOneCountyGridAndAPostOneOccupant() {
        refused("INSERT INTO grid (code, name, level) VALUES ('D', 'other', 'COUNTY')", "grid_one_county");
        refused(
                "INSERT INTO duty (kind, cadre_id, grid_id) VALUES ('LEADER', 1, 1), ('LEADER', 2, 1)",
                "duty_one_occupant");
    }

    private static final String TWO_PROBLEMS = """
            INSERT INTO common_problem (id, state, title, opened_at) VALUES (1, 'OPEN', '', now()), (2, 'SUGGESTED', '', now());
            INSERT INTO common_member (problem_id, ticket_id, state) VALUES (1, 1, 'IN');
            """;

    @Test
    void aTicketBelongsToOneCommonProblemAtMost() throws SQLException {
        run(OPEN_TICKET);
        run(TWO_PROBLEMS);
        refused("INSERT INTO common_member VALUES (2, 1, 'PROPOSED')", "common_member_once");
        run("UPDATE common_member SET state = 'OUT'; INSERT INTO common_member VALUES (2, 1, 'IN')");
        refused("UPDATE common_member SET state = 'IN'", "common_member_once");
    }

    @Test
    void anAnswerToACommonProblemPromisesADay() throws SQLException {
        run(OPEN_TICKET);
        run(TWO_PROBLEMS);
        refused("UPDATE common_problem SET state = 'ANSWERED' WHERE id = 1", "common_problem_check");
        refused(
                "INSERT INTO common_step (problem_id, step, at, kind) VALUES (1, 1, now(), 'PROMISED')",
                "common_step_check");
    }
}
