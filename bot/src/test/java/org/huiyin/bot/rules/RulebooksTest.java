package org.huiyin.bot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.config.ConfigVersions;
import org.huiyin.db.server.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node goes by the newest version that it understands, from the moment at which it was applied. */
class RulebooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase testDatabase = TestDatabase.create();
    private final Database database = new Database(vertx, testDatabase.url(), 2);
    private final Metrics metrics = new Metrics();
    private final List<Rulebook> followed = new CopyOnWriteArrayList<>();
    private final Rulebooks rulebooks =
            new Rulebooks(vertx, database.pool(), Rulebook.shipped(), "9.0", metrics.standing(), followed::add);

    @AfterEach
    void close() {
        rulebooks.stop();
        vertx.close().await();
        testDatabase.close();
    }

    private void apply(long after, Map<String, String> files) {
        RulesText text = RulesText.of(ConfigFolder.of(files));
        ConfigVersions.Draft draft = new ConfigVersions.Draft(text.json(), text.sha256(), "li@desk", "9.0", "");
        assertThat(ConfigVersions.add(database.pool(), after, draft).await()).isTrue();
    }

    private static Map<String, String> saying(String text) {
        return Map.of("texts/zh-CN.properties", "status.none=" + text + "\n");
    }

    private static Map<String, String> fromTheFuture() {
        return Map.of("policy/deadlines.yaml", "deadlines: []\nladder: []\n");
    }

    private void until(String what, long version) throws Exception {
        Awaiting.until(what, PATIENCE, () -> rulebooks.inForce() == version);
    }

    private String saidNow() {
        return followed.get(followed.size() - 1).texts().voice("zh-CN", false).say("status.none");
    }

    @Test
    void whatIsShippedBecomesTheFirstVersionByItself() {
        rulebooks.start().await();
        assertThat(rulebooks.inForce()).isEqualTo(1);
        assertThat(followed).extracting(Rulebook::version).containsExactly(1L);
        ConfigVersions.Head first =
                ConfigVersions.heads(database.pool()).await().get(0);
        assertThat(first.madeBy() + ": " + first.note()).isEqualTo("huiyin: as shipped");
        assertThat(first.sha256())
                .isEqualTo(RulesText.of(ConfigFolder.shipped()).sha256());
        assertThat(metrics.scrape()).contains("huiyin_config_version 1.0", "huiyin_config_refused 0.0");
    }

    @Test
    void anotherVersionComesIntoForceWithoutARestart() throws Exception {
        rulebooks.start().await();
        apply(1, saying("没有事"));
        until("the poll finds it", 2);
        assertThat(saidNow()).isEqualTo("没有事");
        apply(2, saying("一件也没有"));
        rulebooks.look();
        until("a look finds it", 3);
        assertThat(saidNow()).isEqualTo("一件也没有");
        assertThat(followed).extracting(Rulebook::version).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aVersionThatIsNotUnderstoodChangesNothingButTheAlarm() throws Exception {
        rulebooks.start().await();
        apply(1, saying("没有事"));
        until("the second", 2);
        apply(2, fromTheFuture());
        Awaiting.until("it is noticed", PATIENCE, () -> !rulebooks.notes().isEmpty());
        assertThat(rulebooks.inForce()).isEqualTo(2);
        assertThat(saidNow()).isEqualTo("没有事");
        assertThat(rulebooks.notes())
                .containsExactly("version 3 of the configuration cannot be understood by this version of Huiyin,"
                        + " so an older one stays in force here: policy/deadlines.yaml:2: ladder: is not known here,"
                        + " use one of: deadlines");
        assertThat(metrics.scrape()).contains("huiyin_config_version 2.0", "huiyin_config_refused 1.0");
        apply(3, saying("好了"));
        until("the one after it", 4);
        assertThat(rulebooks.notes()).isEmpty();
        assertThat(metrics.scrape()).contains("huiyin_config_refused 0.0");
    }

    @Test
    void aNodeThatStartsUnderOneItDoesNotUnderstandGoesByTheNewestItDoes() {
        apply(0, saying("第一版"));
        apply(1, saying("第二版"));
        apply(2, fromTheFuture());
        apply(3, fromTheFuture());
        rulebooks.start().await();
        assertThat(rulebooks.inForce()).isEqualTo(2);
        assertThat(saidNow()).isEqualTo("第二版");
        assertThat(rulebooks.notes()).singleElement().asString().startsWith("version 4 ");
    }

    @Test
    void aRowThatWasChangedInTheDatabaseIsNotObeyed() throws Exception {
        rulebooks.start().await();
        apply(1, saying("没有事"));
        try (Connection connection = testDatabase.connect();
                Statement statement = connection.createStatement()) {
            until("the second", 2);
            statement.executeUpdate(
                    "INSERT INTO config_version (number, content, sha256, made_by, release)"
                            + " SELECT 3, replace(content, '没有事', '假的'), sha256, made_by, release FROM config_version WHERE number = 2");
        }
        Awaiting.until("it is noticed", PATIENCE, () -> !rulebooks.notes().isEmpty());
        assertThat(rulebooks.notes().get(0)).endsWith("its row in the database is not as it was written");
        assertThat(saidNow()).isEqualTo("没有事");
    }
}
