package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.huiyin.bot.fault.RealService.Ways;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.Wire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network to the database loses everything and says nothing: no reset, no end of a connection. The service goes on by itself. */
@Tag("fault")
class SilentDatabaseTest {
    private static final Path FOLDER = Path.of("target", "fault", "silent");
    private static final PaperCounty FORTY = new PaperCounty(40, 1, false);

    @Test
    void connectionsFallSilentUnderLoadAndNewOnesWork() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Wire wire = new Wire(database.url());
                Rig rig = Rig.external(FOLDER, FORTY, wire.url(), 1, Ways.PLAIN)) {
            Writers writers = new Writers(rig.doors, rig.wechat, 1, 20_260_103);
            Future<?> writing = writers.write(rig.villagers(), 1, 8);
            Awaiting.until("half has been said", Rig.PATIENCE, () -> writers.answers() > 100);
            wire.loseWhatIsOpen();
            writing.get(3, TimeUnit.MINUTES);
            rig.reckoning().check(writers);
            rig.named(1, "huiyin_batch_failures_total{reason=\"outage\"}", failures -> failures > 0, "was not written");
            rig.named(1, "huiyin_database_up", up -> up == 1, "was not written");
            // Whoever listens for other nodes was cut off, too, and listens again: nothing is left that would open one
            // more.
            int settled = wire.opened();
            rig.cadreSays(1, "帮助");
            assertThat(wire.opened()).isLessThan(settled + 10);
        }
    }

    @Test
    void nothingPassesForAWhileAndEverybodySeesIt() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Wire wire = new Wire(database.url());
                Rig rig = Rig.external(FOLDER, new PaperCounty(4, 1, false), wire.url(), 1, Ways.PLAIN)) {
            rig.villagerSays(1, "路灯坏了");
            wire.loseAll();
            rig.named(1, "huiyin_database_up", up -> up == 0, "the database does not answer");
            HttpResponse<String> ready = rig.door(1).get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("does not answer within 2 s");
            wire.mend();
            Rig.until("it is ready", () -> rig.door(1).get("/health/ready").statusCode() == 200);
            rig.villagerSays(2, "水管漏水");
            Rig.until("and says so", () -> rig.metric(1, "huiyin_database_up") == 1);
        }
    }
}
