package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node that died was sending: at once again where the provider drops repetitions, else after the time that an administrator set. */
class DeadNodeTest {
    private final TestDatabase database = TestDatabase.create();
    private Stand stand;

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(Stand.Setup.of(2, 1), database);
    }

    @AfterEach
    void stop() {
        stand.close();
        database.close();
    }

    /** Lets it seem that a node took everything that waits, perhaps sent it, and was killed. */
    private void die(String lease) throws Exception {
        die(lease, true);
    }

    /** @param leaving whether it had come so far that it may have sent it */
    private void die(String lease, boolean leaving) throws Exception {
        stand.records.change(
                "INSERT INTO lane (address_id, owner, epoch, lease_until) SELECT DISTINCT address_id, 'dead', 7, "
                        + lease
                        + " FROM outbox ON CONFLICT (address_id) DO UPDATE SET owner = 'dead', epoch = 7, lease_until = excluded.lease_until");
        stand.records.change("UPDATE outbox SET epoch = 7, leaving = " + leaving + ", ready_at = ord");
    }

    @Test
    void atWeComItGoesAtOnce() throws Exception {
        waitingForCadres();
        die("'-infinity'::timestamptz");
        stand.toCadres.behave();
        stand.clock.advance(Duration.ofSeconds(6));
        stand.toCadreOf(1, part -> part.text().contains("路灯坏了"));
        stand.settled();
    }

    @Test
    void anotherNodesLeaseIsRespectedUntilItIsOver() throws Exception {
        waitingForCadres();
        die("clock_timestamp() + interval '4 seconds'");
        stand.toCadres.behave();
        stand.clock.advance(Duration.ofSeconds(6));
        Awaiting.throughout(
                "the lease is another's",
                Duration.ofMillis(2500),
                () -> stand.sentToCadre(1).isEmpty());
        stand.toCadreOf(1, part -> part.text().contains("路灯坏了"));
    }

    @Test
    void itsOwnLanesAreTakenBackWhenItStartsAgain() throws Exception {
        waitingForCadres();
        die("clock_timestamp() + interval '1 hour'");
        stand.toCadres.behave();
        stand.startNode("dead");
        stand.toCadreOf(1, part -> part.text().contains("路灯坏了"));
    }

    private void waitingForCadres() throws Exception {
        stand.toCadres.failAlways(Api.SEND, StubFault.status(503));
        stand.villagerSays(1, "路灯坏了");
        Awaiting.until(
                "it waits in the pause",
                Stand.PATIENCE,
                () -> stand.toCadres.calls(Api.SEND) == 1
                        && stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL") == 1);
    }

    @Test
    void atWeChatWhatItHadNotBegunToSendGoesAtOnceHoweverManyNodesDied() throws Exception {
        answerWaits();
        for (int node = 1; node <= 3; node++) {
            die("'-infinity'::timestamptz", false);
        }
        stand.toVillagers.behave();
        stand.clock.advance(Duration.ofSeconds(6));
        stand.toVillager(1, part -> part.text().endsWith("已修好"));
        stand.settled();
        assertThat(stand.sentToVillager(1)).hasSize(1);
        assertThat(stand.records.number("SELECT tries FROM part WHERE purpose = 'ANSWER'"))
                .isEqualTo(1);
    }

    @Test
    void atWeChatItGoesAfterItsTimeAndOnlyOnce() throws Exception {
        answerWaits();
        die("'-infinity'::timestamptz");
        stand.toVillagers.behave();
        stand.clock.advance(Duration.ofSeconds(6));
        Awaiting.until(
                "it is known to be doubtful",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM outbox WHERE tries = 1 AND epoch IS NULL") == 1);
        assertThat(stand.sentToVillager(1)).isEmpty();
        stand.clock.advance(Duration.ofSeconds(31));
        stand.toVillager(1, part -> part.text().endsWith("已修好"));
        stand.settled();
        assertThat(stand.sentToVillager(1)).hasSize(1);
    }

    private void answerWaits() throws Exception {
        String code = stand.matter(1, "路灯坏了");
        stand.toVillagers.failAlways(Api.SEND, StubFault.status(503));
        stand.cadreSays(1, "#" + code + " 已修好");
        Awaiting.until(
                "it waits in the pause",
                Stand.PATIENCE,
                () -> stand.toVillagers.calls(Api.SEND) == 1
                        && stand.records.number("SELECT count(*) FROM outbox WHERE epoch IS NULL") == 1);
    }
}
