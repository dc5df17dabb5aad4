package org.huiyin.bench;

import java.sql.SQLException;

/** What is overdue after days without a service: a hundred thousand tickets, each of which climbs a level, once, with all that is said about it. */
final class Climbs {
    private static final int TICKETS = 100_000;
    private static final long FIRST_ID = 9_000_000_000_000L;

    private final CountyDatabase county;
    private final long before;

    /** Makes them, while no service runs. */
    Climbs(CountyDatabase county, int round) throws SQLException {
        this.county = county;
        this.before = FIRST_ID + (long) round * TICKETS;
        String overdue = """
            INSERT INTO ticket (id, code, kind, urgency, state, address_id, household_id, grid_id, villager_id, holder_id, holder_cadre_id, opened_at,
                reply_due_at, reply_yellow_at, reply_red_at, carded, acts_at, spoken_at, seq, head)
            SELECT %1$d + n, 'X%2$d-' || n, 'HELP', 'NORMAL', 'OPEN', p.address_id, p.household_id, p.grid_id, p.villager_id, p.id, p.cadre_id,
                now() - interval '9 days', t.at, t.at, t.at, 1, t.at, now() - interval '9 days', 0, ''
            FROM (SELECT row_number() OVER (ORDER BY l.household_id) AS n, b.address_id, l.household_id, h.grid_id, b.villager_id, l.id, l.cadre_id
                  FROM link l JOIN binding b ON b.household_id = l.household_id AND b.until IS NULL JOIN address a ON a.id = b.address_id JOIN household h ON h.id = l.household_id
                  WHERE l.live AND a.channel = 'wechat' LIMIT %3$d) p
            CROSS JOIN LATERAL (SELECT now() - interval '2 days' - make_interval(secs => %3$d - n) AS at) t
            """;
        county.execute(overdue.formatted(before, round, TICKETS), "VACUUM (ANALYZE) ticket");
        if (left() < TICKETS) {
            throw new IllegalStateException("only " + left() + " tickets could be made");
        }
    }

    private long left() throws SQLException {
        return county.number(String.format(
                "SELECT count(*) FROM ticket WHERE id > %d AND id <= %d AND level = 0", before, before + TICKETS));
    }

    /**
     * Waits for the last of them.
     *
     * @param began when the service was started, as {@link System#nanoTime}
     * @return tickets a second, the service's start included
     * @throws IllegalStateException when one of them climbed twice
     */
    double perSecond(long began) throws Exception {
        while (left() > 0) {
            Thread.sleep(200);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long climbed = county.number(String.format(
                "SELECT count(*) FROM history WHERE ticket_id > %d AND ticket_id <= %d AND kind = 'CLIMBED'",
                before, before + TICKETS));
        if (climbed != TICKETS) {
            throw new IllegalStateException(TICKETS + " tickets climbed " + climbed + " times");
        }
        county.execute("TRUNCATE outbox");
        return TICKETS / seconds;
    }
}
