package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.huiyin.adapters.channel.WebhookReply;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentStub;
import org.huiyin.adapters.tencent.XmlFields;
import org.huiyin.bot.config.ConfigOutcome;
import org.huiyin.bot.config.ConfigReader;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.delivery.PartContent;
import org.huiyin.bot.registry.ImportResult;
import org.huiyin.bot.wiring.CountyImport;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.recovery.Suspects;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;

/** A county that is served in this process, by one node or more, over real PostgreSQL and with a stand-in for Tencent. */
final class Stand implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What it is made of.
     *
     * @param templates whether the WeChat account has templates
     */
    record Setup(PaperCounty county, int nodes, boolean templates, Duration undo) {
        static Setup of(int cadres, int villagersEach) {
            return new Setup(new PaperCounty(cadres, villagersEach, true), 1, false, Duration.ZERO);
        }

        Setup withNodes(int count) {
            return new Setup(county, count, templates, undo);
        }

        Setup withTemplates() {
            return new Setup(county, nodes, true, undo);
        }

        Setup withUndo(Duration time) {
            return new Setup(county, nodes, templates, time);
        }
    }

    final MovedClock clock = new MovedClock();
    /** Plays WeChat, to which villagers are. */
    final TencentStub toVillagers;
    /** Plays WeCom, to which cadres are. */
    final TencentStub toCadres;

    final TencentSender wechat;
    final TencentSender wecom;
    final Records records;
    final Vault vault = new Vault(Keys.generate());
    final PaperCounty county;
    private final Vertx vertx = Vertx.vertx();
    private final List<Node> nodes = new ArrayList<>();
    private final AtomicInteger messageIds = new AtomicInteger(10_000);
    private final ServiceConfig config;
    private final DatabaseUrl url;
    private final Database database;

    /** A county in a database of its own. */
    Stand(Setup setup, TestDatabase database) throws Exception {
        this(setup, database.url());
    }

    /** A county in the schema that the URL names, which has been migrated. */
    Stand(Setup setup, DatabaseUrl url) throws Exception {
        this.url = url;
        county = setup.county();
        toVillagers = TencentStub.start(vertx, clock);
        toCadres = TencentStub.start(vertx, clock);
        wechat = TencentSender.wechat(Accounts.wechat(toVillagers.baseUrl()), Clock.systemUTC());
        wecom = TencentSender.wecom(Accounts.wecom(toCadres.baseUrl()), Clock.systemUTC());
        records = new Records(url, vault);
        database = new Database(vertx, url, 2);
        config = config(setup);
        Path folder = Files.createTempDirectory(Path.of("target"), "county");
        try (CountyImport registry = new CountyImport(vertx, url, vault, id -> id.equals("sim-sms"))) {
            ImportResult result = registry.run(county.write(folder), Progress.NONE);
            assertThat(result).isInstanceOf(ImportResult.Imported.class);
        }
        for (int i = 1; i <= setup.nodes(); i++) {
            startNode("node-" + i);
        }
    }

    /** Undo and repetition may be shorter here than an administrator may set them. */
    private ServiceConfig config(Setup setup) throws IOException {
        Path file = Files.createTempFile(Path.of("target"), "service", ".yaml");
        Files.writeString(file, ServiceFile.of(toVillagers.baseUrl(), toCadres.baseUrl(), setup.templates()));
        ServiceConfig read = new ConfigReader(Map.of()).read(file).fold(ConfigOutcome.Loaded::config, faulty -> {
            throw new AssertionError(faulty.problems());
        });
        return new ServiceConfig(
                read.http(),
                read.database(),
                read.quietHours(),
                read.digests(),
                read.channels(),
                read.timeZone(),
                read.countyName(),
                read.keyFile(),
                new ServiceConfig.Delivery(setup.undo(), read.delivery().repeatUnknownAfter()),
                read.backup());
    }

    /** Starts another node. */
    Node startNode(String name) {
        Node node = new Node(name, config, url, vault, clock);
        nodes.add(node);
        return node;
    }

    /** Ends a node as SIGTERM would. */
    void stopNode(int number) {
        nodes.remove(number - 1).stop();
    }

    DatabaseUrl url() {
        return url;
    }

    /** The county's connections, for what a command does beside the nodes. */
    Pool pool() {
        return database.pool();
    }

    /** Something that is queued, opened. */
    record Content(String address, PartContent part) {}

    List<Content> contents() {
        return new Suspects(vault)
                .read(pool()).await().stream()
                        .map(part -> new Content(part.address(), PartContent.parse(part.content())))
                        .toList();
    }

    /** Starts a node on a machine whose clock is {@link #clock}. */
    Node startNodeOnSetClock(String name) {
        Node node = Node.onMachine(name, config, url, vault, clock);
        nodes.add(node);
        return node;
    }

    Node node(int number) {
        return nodes.get(number - 1);
    }

    Door door() {
        return nodes.get(0).door();
    }

    String messageId() {
        return Integer.toString(messageIds.incrementAndGet());
    }

    // ------------------------------------------------------------------------------------------------------------------ talking

    /** A villager writes; gives the words of the passive reply, which is acknowledged with the message. */
    String villagerSays(int villager, String words) throws Exception {
        HttpResponse<String> answer =
                door().post("wechat", wechat.text(PaperCounty.openId(villager), messageId(), words));
        assertThat(answer.statusCode()).isEqualTo(200);
        return passive(answer);
    }

    /** The words in the answer to a webhook of WeChat's; empty where it is only the acknowledgement. */
    String passive(HttpResponse<String> answer) {
        return answer.body().equals("success") ? "" : opened(answer).text("Content");
    }

    /** The fields of a passive reply, whose signature is right. */
    XmlFields opened(HttpResponse<String> answer) {
        return wechat.open(new WebhookReply(200, "", Buffer.buffer(answer.body())));
    }

    void cadreSays(int cadre, String words) throws Exception {
        HttpResponse<String> answer = door().post("wecom", wecom.text(PaperCounty.userId(cadre), messageId(), words));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** Whoever sits at the county desk. */
    void deskSays(String words) throws Exception {
        HttpResponse<String> answer = door().post("wecom", wecom.text("desk", messageId(), words));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** A villager's matter, told and brought to the cadre; gives its code. */
    String matter(int villager, String words) throws Exception {
        String code = code(villagerSays(villager, words));
        toCadreOf(villager, part -> part.text().contains(words));
        return code;
    }

    /** The first ticket code in a text. */
    static String code(String text) {
        return text.replaceFirst("(?s)^.*?#(\\d+).*$", "$1");
    }

    /** Waits for what a villager's cadre is sent. */
    StubSent toCadreOf(int villager, Predicate<StubSent> wanted) throws Exception {
        return toCadre(county.userIdOfCadreOf(villager), wanted);
    }

    StubSent toCadre(String userId, Predicate<StubSent> wanted) throws Exception {
        return toCadres.await(part -> part.to().equals(userId) && wanted.test(part), PATIENCE);
    }

    StubSent toVillager(int villager, Predicate<StubSent> wanted) throws Exception {
        String openId = PaperCounty.openId(villager);
        return toVillagers.await(part -> part.to().equals(openId) && wanted.test(part), PATIENCE);
    }

    /** What a villager has been sent by WeChat so far. */
    List<StubSent> sentToVillager(int villager) {
        return toVillagers.sentTo(PaperCounty.openId(villager));
    }

    /** What a cadre has been sent by WeCom so far. */
    List<StubSent> sentToCadre(int cadre) {
        return toCadres.sentTo(PaperCounty.userId(cadre));
    }

    /** Everything that a villager's phone has got as text messages, as the simulator shows it. */
    String smsOf(int villager) throws Exception {
        return door().get("/sim/" + PaperCounty.phone(villager).replace("+", "%2B") + "/messages")
                .body();
    }

    /** Waits until every part has had an outcome. */
    void settled() throws Exception {
        Awaiting.until("nothing waits to be sent", PATIENCE, () -> records.number("SELECT count(*) FROM outbox") == 0);
    }

    /** Waits until nothing is written any more: a node has the cadres' codes made soon after its start. */
    void rest() throws Exception {
        settled();
        Awaiting.until(
                "every cadre has his code",
                PATIENCE,
                () -> records.number("SELECT count(*) FROM scene") == county.cadres());
    }

    @Override
    public void close() {
        nodes.forEach(Node::stop);
        database.close().await();
        toVillagers.stop().await();
        toCadres.stop().await();
        vertx.close().await();
    }
}
