package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.rules.RulesText;
import org.huiyin.bot.wiring.CountyRules;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an administrator applies decides on every node, at once, and what is under way is not disturbed. */
class RulesInForceTest {
    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void drop() {
        vertx.close().await();
        database.close();
    }

    private void apply(long after, Map<String, String> files) {
        try (CountyRules rules = new CountyRules(vertx, database.url())) {
            assertThat(rules.add(after, RulesText.of(ConfigFolder.of(files)), "li", "test", ""))
                    .contains(after + 1);
        }
    }

    @Test
    void bothNodesSayTheNewTextAndGoByTheNewDeadlineWithinASecondOrSo() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 4).withNodes(2), database)) {
            assertThat(said(stand, 1, 1)).doesNotContain("新说法");
            apply(
                    1,
                    Map.of(
                            "texts/zh-CN.properties",
                            "ack.first=新说法 #${code}\n",
                            "policy/deadlines.yaml",
                            "deadlines:\n- {limit: first-reply, kinds: [INQUIRY, HELP, COMPLAINT, REPORT, SUGGESTION, PRAISE],"
                                    + " within: {hours: 5}, basis: b}\n"));
            for (int node = 1; node <= 2; node++) {
                int one = node;
                Awaiting.until(
                        "node " + node + " goes by it",
                        Duration.ofSeconds(3),
                        () -> stand.node(one).metric("huiyin_config_version") == 2);
                assertThat(said(stand, node, 1 + node)).contains("新说法");
            }
            assertThat(stand.records.value("SELECT string_agg((reply_due_at - opened_at)::text, ',') FROM ticket"
                            + " WHERE reply_due_at - opened_at = interval '5 hours'"))
                    .isEqualTo("05:00:00,05:00:00");
            apply(2, Map.of("policy/deadlines.yaml", "from-the-future: 1\n"));
            Awaiting.until(
                    "both refuse what they do not understand",
                    Stand.PATIENCE,
                    () -> stand.node(1).metric("huiyin_config_refused")
                                    + stand.node(2).metric("huiyin_config_refused")
                            == 2);
            assertThat(stand.node(2).door().get("/health/ready").body())
                    .contains("version 3 of the configuration cannot be understood", "from-the-future");
            assertThat(said(stand, 1, 4)).contains("新说法");
        }
    }

    private static String said(Stand stand, int node, int villager) throws Exception {
        return stand.passive(stand.node(node)
                .door()
                .post("wechat", stand.wechat.text(PaperCounty.openId(villager), stand.messageId(), "路灯坏了")));
    }
}
