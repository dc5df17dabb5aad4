package org.huiyin.bench;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.huiyin.bench.Traffic.Matter;

/** Whole lives of tickets: opened, answered, resolved and confirmed, with everything that is sent about it delivered. */
final class Lives {
    private static final int LIVES = 4_000;
    private static final int PATIENCE_S = 300;

    private final CountyDatabase county;
    private final Traffic traffic;
    private final Load load;

    Lives(CountyDatabase county, Traffic traffic, Load load) {
        this.county = county;
        this.traffic = traffic;
        this.load = load;
    }

    /**
     * Lives a second: from the first message until the last ticket is closed and what is said about them has been sent, but for the last parts, which
     * a provider lets one recipient have only in the next minute. Making the messages is not counted.
     *
     * @throws IllegalStateException when not every ticket was confirmed
     */
    double perSecond() throws Exception {
        String began = county.rows("SELECT clock_timestamp()::text").get(0).get(0);
        double seconds = timed("opened", traffic.firsts(LIVES));
        List<Matter> opened = traffic.openedSince(began);
        if (opened.size() < LIVES * 95 / 100) {
            throw new IllegalStateException("of " + LIVES + " only " + opened.size() + " were opened");
        }
        seconds += timed("answered", traffic.cadres(opened, "明天上午去看"));
        seconds += timed("resolved", traffic.cadres(opened, "办结 已经修好了"));
        seconds += timed("confirmed", traffic.villagers(opened, "1"));
        long last = System.nanoTime();
        wait(opened.size() / 10);
        seconds += (System.nanoTime() - last) / 1e9;
        long confirmed = county.number(
                "SELECT count(*) FROM ticket WHERE closed_as = 'CONFIRMED' AND closed_at >= '" + began + "'");
        if (confirmed < opened.size()) {
            throw new IllegalStateException("of " + opened.size() + " only " + confirmed + " were confirmed");
        }
        return confirmed / seconds;
    }

    /** Waits until nothing is to be sent. */
    void sent() throws Exception {
        wait(0);
    }

    private void wait(int most) throws Exception {
        while (county.number("SELECT count(*) FROM outbox") > most) {
            Thread.sleep(20);
        }
    }

    private double timed(String what, List<Buffer> requests) throws Exception {
        long began = System.nanoTime();
        Load.Measured measured = load.closed(requests, PATIENCE_S);
        if (measured.failures() > 0 || measured.answered() < requests.size()) {
            throw new IllegalStateException(measured.failures() + " failed, " + measured.answered() + " answered");
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Results.say("    %-10s %,d in %.1f s", what, requests.size(), seconds);
        return seconds;
    }
}
