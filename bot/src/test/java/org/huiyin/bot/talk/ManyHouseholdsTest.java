package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huiyin.bot.wiring.HuiyinCore;
import org.junit.jupiter.api.Test;

/** A common problem of five hundred households, on two nodes: each hears of each thing once. */
class ManyHouseholdsTest {
    private static final int PLACES = 72;
    private static final List<String> HOUSEHOLDS =
            List.of("wangxiuying", "maguofu", "zhengguilan", "hanshuzhen", "huangyumei", "guojinfeng", "songwenbin");
    private static final int ALL = PLACES * HOUSEHOLDS.size();

    @Test
    void eachOfFiveHundredHouseholdsHearsOfItOnce() {
        try (TalkService service = new TalkService(PLACES)) {
            HuiyinCore other = service.another();
            List<Person> villagers = IntStream.range(0, PLACES)
                    .mapToObj(i -> service.place())
                    .flatMap(place -> HOUSEHOLDS.stream().map(place::person))
                    .toList();
            Person desk = new Person(service, "sim", "liujianguo");
            Person xu = new Person(service, "sim", "xuli");
            all(villagers.stream().flatMap(v -> v.sends("停水三天了").stream()));
            assertThat(service.suggest()).isEqualTo(1);
            villagers.forEach(Person::hears);
            desk.hears();

            desk.says("共性");
            assertThat(desk.hears()).contains("K1 建议 " + ALL + "户" + 3 * PLACES + "村 停水三天了");
            desk.says("共性 K1 合并 全县停水");
            heard(service, other, villagers, "已并为共性问题K1");
            desk.says("共性 K1 转办 农业农村局");
            xu.says("共性 K1 答复 12月10日 正在修主管道");
            heard(service, other, villagers, "承诺12月10日前办好");
            xu.says("共性 K1 办结 修好了");
            heard(service, other, villagers, "解决了吗");
            villagers.get(7).says("2");
            service.pass(Duration.ofMinutes(1));
            assertThat(service.count("SELECT count(*) FROM ticket WHERE state = 'RESOLVED'"))
                    .isEqualTo(ALL - 1);
            assertThat(service.count("SELECT count(*) FROM set_aside")).isZero();
            other.drain().await();
        }
    }

    private static void all(Stream<? extends Future<?>> sent) {
        Future.all(sent.toList()).await();
    }

    /** Both nodes look at the same moment. */
    private static void heard(TalkService service, HuiyinCore other, List<Person> villagers, String what) {
        service.clock.pass(Duration.ofSeconds(1));
        Future.all(service.core.look(), other.look()).await();
        service.pass(Duration.ofSeconds(1));
        for (Person villager : villagers) {
            assertThat(villager.news())
                    .as(villager.address)
                    .hasSize(1)
                    .allMatch(part -> part.text().contains(what));
        }
    }
}
