package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.adapters.tencent.TencentStub;
import org.huiyin.bot.fault.RealService.Ways;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.Door;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.bot.service.Records;
import org.huiyin.bot.service.ServiceFile;
import org.huiyin.db.server.DatabaseUrl;
import org.jspecify.annotations.Nullable;

/** A county that real processes serve, each in a directory of its own, with stand-ins for WeChat and WeCom. */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WECHAT_WAITS = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(250);

    final TencentStub toVillagers;
    final TencentStub toCadres;
    final TencentSender wechat;
    final TencentSender wecom;
    final PaperCounty county;
    final List<RealService> nodes = new ArrayList<>();
    final List<Door> doors = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger messageIds = new AtomicInteger(900_000_000);
    private final @Nullable DatabaseUrl external;

    private Rig(PaperCounty county, @Nullable DatabaseUrl external) throws Exception {
        this.county = county;
        this.external = external;
        this.toVillagers = TencentStub.start(vertx, Clock.systemUTC());
        this.toCadres = TencentStub.start(vertx, Clock.systemUTC());
        this.wechat = TencentSender.wechat(Accounts.wechat(toVillagers.baseUrl()), Clock.systemUTC());
        this.wecom = TencentSender.wecom(Accounts.wecom(toCadres.baseUrl()), Clock.systemUTC());
    }

    /** One node over its own PostgreSQL, running; its directory is {@code folder}. */
    static Rig embedded(Path folder, PaperCounty county, Ways ways) throws Exception {
        return begin(new Rig(county, null), folder, 1, ways);
    }

    /** So many nodes over somebody else's database, running. */
    static Rig external(Path folder, PaperCounty county, DatabaseUrl url, int nodes, Ways ways) throws Exception {
        return begin(new Rig(county, url), folder, nodes, ways.with("HUIYIN_DATABASE_URL", uri(url)));
    }

    /** As an administrator would write it. */
    private static String uri(DatabaseUrl url) {
        return "postgresql://" + url.user() + ":" + url.password() + "@" + url.host() + ":" + url.port() + "/"
                + url.database() + "?search_path=" + url.schema();
    }

    private static Rig begin(Rig rig, Path folder, int nodes, Ways ways) throws Exception {
        try {
            String file = ServiceFile.of(rig.toVillagers.baseUrl(), rig.toCadres.baseUrl(), false);
            Ways each = ways;
            for (int i = 1; i <= nodes; i++) {
                RealService node = new RealService(folder.resolve("node-" + i), file, each);
                rig.nodes.add(node);
                if (i == 1) {
                    node.importCounty(rig.county.write(folder.resolve("county")));
                    each = ways.with("HUIYIN_KEYS", node.keys());
                }
                rig.doors.add(new Door(node.start(), WECHAT_WAITS));
            }
            return rig;
        } catch (Exception | AssertionError e) {
            rig.close();
            throw e;
        }
    }

    RealService node(int number) {
        return nodes.get(number - 1);
    }

    Door door(int number) {
        return doors.get(number - 1);
    }

    /** Ends a node as a service manager does, and starts it again, which may be in other ways. */
    void restart(int number, Ways ways) throws Exception {
        node(number).stop();
        node(number).changeTo(ways);
        door(number).moved(node(number).start());
    }

    Records records() throws Exception {
        return external == null ? node(1).records() : RealService.records(external, node(1).keys());
    }

    Reckoning reckoning() throws Exception {
        return new Reckoning(records(), toCadres, county);
    }

    /** How many webhooks of the writers were answered 5xx. */
    int faults() {
        return doors.stream().mapToInt(Door::faults).sum();
    }

    List<Integer> villagers() {
        return IntStream.rangeClosed(1, county.villagers()).boxed().toList();
    }

    // ------------------------------------------------------------------------------------------------------------ what
    // is to be seen

    /** What {@code /metrics} of a node says of this meter now; NaN where the node does not answer or there is no such meter. */
    double metric(int number, String name) throws InterruptedException {
        try {
            return door(number)
                    .get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** The two places in which a fault has a name: a meter has come to that value, and the log has that line. */
    void named(int number, String meter, Predicate<Double> value, String line) throws Exception {
        until(meter + " tells of it", () -> value.test(metric(number, meter)));
        until("a line with: " + line, () -> node(number).said().contains(line));
    }

    static void until(String what, Callable<Boolean> holds) throws Exception {
        Awaiting.until(what, PATIENCE, LOOK, holds);
    }

    // ---------------------------------------------------------------------------------------------------------------------- talking

    String messageId() {
        return Integer.toString(messageIds.incrementAndGet());
    }

    /** A villager writes to the first node; gives his ticket's code. */
    String villagerSays(int villager, String words) throws Exception {
        HttpResponse<String> answer =
                door(1).post("wechat", wechat.text(PaperCounty.openId(villager), messageId(), words));
        assertThat(answer.statusCode()).isEqualTo(200);
        StubSent told = toCadres.await(
                part -> part.to().equals(county.userIdOfCadreOf(villager))
                        && part.text().contains(words),
                PATIENCE);
        return told.text().replaceFirst("(?s)^.*?#(\\d+).*$", "$1");
    }

    void cadreSays(int cadre, String words) throws Exception {
        HttpResponse<String> answer = door(1).post("wecom", wecom.text(PaperCounty.userId(cadre), messageId(), words));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Override
    public void close() {
        nodes.forEach(RealService::close);
        toVillagers.stop().await();
        toCadres.stop().await();
        vertx.close().await();
    }
}
