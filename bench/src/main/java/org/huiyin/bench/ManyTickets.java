package org.huiyin.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Years of work: closed tickets with their histories, what was said and sent about them, and the keys of every message. */
final class ManyTickets {
    private static final int AT_ONCE = 250_000;

    /** Rows are written as fast as the disk takes them; what they refer to is there. */
    private static final List<String> QUICKLY =
            List.of("SET session_replication_role = replica", "SET synchronous_commit = off", "SET work_mem = '256MB'");

    private static final String TICKETS = """
            INSERT INTO ticket (id, code, kind, urgency, state, address_id, household_id, grid_id, villager_id, holder_id, holder_cadre_id,
                first_receiver_id, opened_at, level, clock_from, reply_due_at, reply_yellow_at, reply_red_at, solve_due_at, solve_yellow_at,
                solve_red_at, spoken_at, answered_at, resolved_at, closed_at, closed_as, seq, head)
            SELECT 1000000000 + n, 'F' || n, (ARRAY['HELP', 'INQUIRY', 'REPORT'])[1 + n %% 3], 'NORMAL', 'CLOSED', b.address_id, b.household_id,
                b.grid_id, b.villager_id, b.link_id, b.cadre_id, b.cadre_id, t.at, n %% 20 / 16, t.at, t.at, t.at, t.at, t.at, t.at, t.at, t.at, t.at, t.at,
                t.at + interval '3 days', CASE WHEN n %% 3 = 0 THEN 'SILENT' ELSE 'CONFIRMED' END, 5, sha256(int8send(n))
            FROM generate_series(%d, %d) n
            JOIN bench_bound b ON b.place = n %% (SELECT count(*) FROM bench_bound)
            CROSS JOIN LATERAL (SELECT now() - interval '700 days' + n * interval '12 seconds' AS at) t
            """;

    private static final String HISTORIES = """
            INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash, level, duty_id, grid_id)
            SELECT 1000000000 + n, k.seq, now() - interval '700 days' + n * interval '12 seconds' + k.seq * interval '1 hour', k.kind, k.actor, n,
                k.detail, CASE WHEN k.words THEN sha512(int8send(n)) || sha512(int8send(n + k.seq)) END,
                CASE WHEN k.words THEN sha256(int8send(n)) END, sha256(int8send(n * 8 + k.seq)), n %% 20 / 16, b.link_id, b.grid_id
            FROM generate_series(%d, %d) n
            JOIN bench_bound b ON b.place = n %% (SELECT count(*) FROM bench_bound)
            CROSS JOIN (VALUES (1, 'OPENED', 'VILLAGER', '', false), (2, 'SAID', 'VILLAGER', '', true), (3, 'ANSWERED', 'CADRE', '', true),
                (4, 'RESOLVED', 'CADRE', '', true), (5, 'FEEDBACK', 'VILLAGER', 'YES', false)) AS k(seq, kind, actor, detail, words)
            """;

    private static final String PARTS = """
            INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content, state, external_id, tries, sent_at)
            SELECT 10000000000 + n * 4 + k.k, at.at, b.address_id, 1000000000 + n, 2, k.purpose,
                sha512(int8send(n)) || sha512(int8send(n + 1)) || sha512(int8send(n + 2)), 'DELIVERED', 'x' || n || k.k, 1, at.at
            FROM generate_series(%d, %d) n
            JOIN bench_bound b ON b.place = n %% (SELECT count(*) FROM bench_bound)
            CROSS JOIN LATERAL (SELECT now() - interval '700 days' + n * interval '12 seconds' AS at) at
            CROSS JOIN (VALUES (0, 'FORWARD'), (1, 'ANSWER'), (2, 'RESOLVED')) AS k(k, purpose)
            """;

    private static final String KEYS = """
            INSERT INTO inbound (channel, key_hash, at)
            SELECT 'wechat', sha256(int8send(n * 8 + k)), now() - interval '380 days' + n * interval '6 seconds'
            FROM generate_series(%d, %d) n CROSS JOIN generate_series(1, 4) k
            """;

    private final CountyDatabase county;
    private final int tickets;

    ManyTickets(CountyDatabase county, int tickets) {
        this.county = county;
        this.tickets = tickets;
    }

    /** Fills them in; gives the size of the database in GB. */
    double fill() throws SQLException {
        county.execute(
                "CREATE TABLE bench_bound AS SELECT row_number() OVER () - 1 AS place, b.address_id, b.household_id, b.villager_id, l.id AS link_id, "
                        + "l.cadre_id, h.grid_id FROM binding b JOIN link l ON l.household_id = b.household_id AND l.live "
                        + "JOIN household h ON h.id = b.household_id JOIN address a ON a.id = b.address_id AND a.channel = 'wechat' WHERE b.until IS NULL",
                "CREATE UNIQUE INDEX ON bench_bound (place)",
                "ANALYZE bench_bound",
                "ALTER TABLE inbound DROP CONSTRAINT inbound_pkey");
        try (Connection connection = county.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : QUICKLY) {
                statement.execute(setting);
            }
            for (int from = 1; from <= tickets; from += AT_ONCE) {
                int to = Math.min(tickets, from + AT_ONCE - 1);
                for (String one : List.of(TICKETS, HISTORIES, PARTS, KEYS)) {
                    statement.execute(String.format(one, from, to));
                }
                Results.say("  %,d tickets", to);
            }
            statement.execute("SET maintenance_work_mem = '1GB'");
            statement.execute("ALTER TABLE inbound ADD PRIMARY KEY (channel, key_hash)");
        }
        county.execute("DROP TABLE bench_bound", "VACUUM (ANALYZE)", "CHECKPOINT");
        return county.number("SELECT pg_database_size(current_database())") / 1e9;
    }
}
