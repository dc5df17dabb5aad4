package org.huiyin.bot.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huiyin.bot.ticket.LifeCycle;
import org.huiyin.bot.ticket.Ticket.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many matters at once, with everybody saying at random what he may say and time running: after every round each has one live holder who is
 * there, the state that its history tells, clocks that add up, and its villager is told where it is.
 */
class RandomLivesTest {
    private static final int PLACES = 50;
    private static final long SEED = 20261124;
    private static final List<String> VILLAGERS = List.of("wangxiuying", "maguofu", "hanshuzhen", "luojing");
    private static final List<String> OFFICIALS =
            List.of("zhangwei", "liqiang", "heping", "zhoumin", "zhaolei", "qianjun");
    private static final List<String> COUNTY = List.of("liujianguo", "xuli");

    private static final List<String> WORDS =
            List.of("1", "2", "3", "2", "1", "A", "好像还是不亮", "催办", "急", "谢谢", "撤诉", "电话");
    private static final List<String> OTHER_MATTERS = List.of("新 水管漏了", "投诉 干部不来", "匿名 账目没有公布", "0");

    private static final List<String> MATTERS = List.of("路灯坏了，请来修", "我们村停水三天了", "化肥补贴没有发到我家", "门前的路被大车压坏了");

    private static final TalkService SERVICE = new TalkService(PLACES);
    private final Random random = new Random(SEED);
    private final List<Place> places =
            IntStream.range(0, PLACES).mapToObj(i -> SERVICE.place()).toList();
    private final List<Person> villagers = new ArrayList<>();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void everyLifeHoldsTogetherAtEveryStep() {
        live(40, 10);
    }

    @Test
    @Tag("fault")
    void soDoTwoHundred() {
        live(200, 30);
        manyThingsHappened();
    }

    private void live(int lives, int rounds) {
        for (int life = 0; life < lives; life++) {
            villagers.add(places.get(life % PLACES).person(VILLAGERS.get(life / PLACES)));
        }
        all(villagers.stream().map(v -> v.sends(any(MATTERS))).toList());
        for (int round = 1; round <= rounds; round++) {
            all(said());
            if (round % 3 == 0) {
                SERVICE.suggest();
                all(Stream.generate(this::ofCommonProblems).limit(4).toList());
            }
            SERVICE.pass(Duration.ofMinutes(1 + random.nextInt(round % 3 == 0 ? 4000 : 300)));
            clocksAreThrough();
            holdsTogether("round " + round);
            villagersAreTold();
        }
    }

    private void all(List<List<Future<?>>> sent) {
        Future.all(sent.stream().flatMap(List::stream).toList()).await();
        SERVICE.settle();
    }

    // -------------------------------------------------------------------------------------------------------------
    // what is said

    private List<List<Future<?>>> said() {
        List<List<Future<?>>> sent = new ArrayList<>();
        for (Person villager : villagers) {
            if (random.nextInt(3) > 0) {
                boolean another = random.nextInt(8) == 0;
                sent.add(villager.sends(any(another ? OTHER_MATTERS : WORDS)));
            }
        }
        for (Map.Entry<Long, String> open : open().entrySet()) {
            String said = any(List.of(
                    "在办",
                    "办结 修好了",
                    "办结 修好了",
                    "办结 已处理",
                    "上报 需要上面协调",
                    "延期 2 要等配件",
                    "研判 3天 电工去修",
                    "退单 不归我们",
                    "催办",
                    "转办 农业农村局 归你们",
                    "转办 农业农村局 归你们",
                    "转办 北关村 请核实",
                    "不受理 请到县法院立案庭",
                    "协办 徐莉 请帮看",
                    "撤回"));
            String holder = SERVICE.text(
                    "SELECT c.code FROM ticket t LEFT JOIN cadre c ON c.id = t.holder_cadre_id WHERE t.id = ?",
                    open.getKey());
            String who = holder == null || random.nextInt(6) == 0 ? any(COUNTY) : holder;
            sent.add(new Person(SERVICE, "sim", who).sends("#" + open.getValue() + " " + said));
        }
        for (Place place : places) {
            if (random.nextInt(4) == 0) {
                Person official = place.person(any(OFFICIALS));
                sent.add(official.sends(any(List.of(
                        "请假 2 天", "请假 3 天 由 liqiang." + place.number + " 代", "销假", "销假", "待办", "请假 1 天 由 xuli 代"))));
            }
        }
        return sent;
    }

    /** What the desk and a department say about one of the problems that there are, fitting or not. */
    private List<Future<?>> ofCommonProblems() {
        List<List<Object>> problems = SERVICE.rows("SELECT id FROM common_problem ORDER BY id DESC LIMIT 3");
        List<List<Object>> tickets = SERVICE.rows("SELECT code FROM ticket ORDER BY id");
        if (problems.isEmpty()) {
            return List.of();
        }
        Object id = problems.get(random.nextInt(problems.size())).get(0);
        String problem = "共性 K" + id;
        String ticket = "#" + tickets.get(random.nextInt(tickets.size())).get(0);
        List<List<Object>> within =
                SERVICE.rows("SELECT t.code FROM common_member m JOIN ticket t ON t.id = m.ticket_id"
                        + " WHERE m.state = 'IN' AND t.state = 'MERGED' AND m.problem_id = " + id
                        + " ORDER BY t.id LIMIT 1");
        String first = within.isEmpty() ? ticket : "#" + within.get(0).get(0);
        boolean department = random.nextInt(3) == 0;
        return new Person(SERVICE, "sim", department ? "xuli" : "liujianguo")
                .sends(problem + " "
                        + (department
                                ? any(List.of("答复 12月30日 正在修", "办结 都修好了"))
                                : any(List.of(
                                        "合并 大家的事",
                                        "合并 大家的事",
                                        "转办 农业农村局",
                                        "去 " + first,
                                        "加 " + ticket,
                                        "加 " + ticket,
                                        "不是"))));
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Some of those that are open, by id. */
    private Map<Long, String> open() {
        Map<Long, String> open = new HashMap<>();
        for (List<Object> row : SERVICE.rows("SELECT id, code FROM ticket WHERE state <> 'CLOSED' ORDER BY id")) {
            if (random.nextInt(3) > 0) {
                open.put((Long) row.get(0), (String) row.get(1));
            }
        }
        return open;
    }

    // ----------------------------------------------------------------------------------------------------------- what
    // must hold

    /** A look that another one overtook is repeated; a clock that never moves on is found by {@link #holdsTogether}. */
    private static void clocksAreThrough() {
        for (int look = 0; look < 50 && SERVICE.count(RUN_OUT, SERVICE.now()) > 0; look++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            SERVICE.pass(Duration.ZERO);
        }
    }

    private static final String RUN_OUT = "SELECT count(*) FROM ticket WHERE acts_at <= ?";

    private static void holdsTogether(String when) {
        assertThat(SERVICE.count("""
                        SELECT count(*) FROM ticket t LEFT JOIN duty d ON d.id = t.holder_id
                        WHERE t.state <> 'CLOSED' AND (d.live IS NOT TRUE OR d.cadre_id IS DISTINCT FROM t.holder_cadre_id)
                        """))
                .as("%s: open without a live holder", when)
                .isZero();
        assertThat(SERVICE.count("""
                        SELECT count(*) FROM ticket t JOIN absence a ON a.cadre_id = t.holder_cadre_id AND a.ended_at IS NULL
                        WHERE t.state <> 'CLOSED'
                        """))
                .as("%s: held by somebody who is away", when)
                .isZero();
        assertThat(SERVICE.rows("""
                        SELECT code, state, carded, acts_at FROM ticket
                        WHERE acts_at IS DISTINCT FROM CASE state
                            WHEN 'OPEN' THEN CASE WHEN carded IN (1, 3) THEN reply_red_at ELSE reply_yellow_at END
                            WHEN 'ANSWERED' THEN CASE WHEN carded IN (2, 3) THEN solve_red_at ELSE solve_yellow_at END END
                        OR reply_yellow_at > reply_red_at OR solve_yellow_at > solve_red_at OR clock_from > solve_due_at
                        OR (state = 'CLOSED') <> (closed_at IS NOT NULL)
                        """)).as("%s: clocks that do not add up", when).isEmpty();
        assertThat(SERVICE.count(RUN_OUT, SERVICE.now()))
                .as("%s: a clock that has run out and did nothing", when)
                .isZero();
        assertThat(SERVICE.count("SELECT count(*) FROM set_aside"))
                .as("%s: poison", when)
                .isZero();
        assertThat(SERVICE.rows("""
                        SELECT t.code, t.state, m.state, p.state FROM ticket t
                        LEFT JOIN common_member m ON m.ticket_id = t.id AND m.state = 'IN' LEFT JOIN common_problem p ON p.id = m.problem_id
                        WHERE t.state = 'MERGED' AND (p.state IS NULL OR p.state NOT IN ('OPEN', 'ANSWERED'))
                        OR t.state IN ('OPEN', 'ANSWERED') AND p.state IN ('OPEN', 'ANSWERED') OR p.state IN ('SOLVED', 'DISMISSED')
                        """))
                .as("%s: merged into nothing, or into what is over", when)
                .isEmpty();
        assertThat(SERVICE.rows("""
                        SELECT t.code FROM ticket t WHERE t.state = 'RESOLVED' AND NOT EXISTS (
                            SELECT FROM question q WHERE q.ticket_id = t.id AND q.ended_at IS NULL)
                        """))
                .as("%s: said to be resolved, and nobody is asked", when)
                .isEmpty();
        keptFromTheLine(when);
        statesAreWhatTheHistoriesTell(when);
    }

    /** Neither with an official of the household's line, nor said to one of them. */
    private static void keptFromTheLine(String when) {
        String line = """
                WITH RECURSIVE up AS (
                    SELECT t.id AS ticket_id, g.id, g.parent_id, g.level FROM ticket t
                    JOIN household h ON h.id = t.household_id JOIN grid g ON g.id = h.grid_id WHERE t.confidential
                    UNION ALL SELECT up.ticket_id, g.id, g.parent_id, g.level FROM up JOIN grid g ON g.id = up.parent_id),
                line AS (
                    SELECT up.ticket_id, d.cadre_id FROM up JOIN duty d ON d.grid_id = up.id AND d.live
                    WHERE up.level <> 'COUNTY' AND d.kind IN ('LEADER', 'DEPUTY')
                    UNION SELECT t.id, l.cadre_id FROM ticket t JOIN link l ON l.household_id = t.household_id AND l.live
                    WHERE t.confidential)
                """;
        assertThat(SERVICE.rows(line + """
                        SELECT t.code, t.state, c.code FROM line JOIN ticket t ON t.id = line.ticket_id AND t.holder_cadre_id = line.cadre_id
                        JOIN cadre c ON c.id = line.cadre_id WHERE t.state <> 'CLOSED'
                        """))
                .as("%s: with somebody of the line", when)
                .isEmpty();
        assertThat(SERVICE.rows(line + """
                        SELECT t.code, p.purpose, c.code FROM line JOIN ticket t ON t.id = line.ticket_id
                        JOIN address a ON a.cadre_id = line.cadre_id JOIN part p ON p.address_id = a.id AND p.ticket_id = t.id
                        JOIN cadre c ON c.id = line.cadre_id
                        """))
                .as("%s: said to somebody of the line", when)
                .isEmpty();
    }

    private static void statesAreWhatTheHistoriesTell(String when) {
        Map<Long, State> told = new HashMap<>();
        Map<Long, List<Integer>> undone = new HashMap<>();
        SERVICE.rows("SELECT ticket_id, detail FROM history WHERE kind = 'UNDONE'")
                .forEach(row -> undone.computeIfAbsent((Long) row.get(0), id -> new ArrayList<>())
                        .add(Integer.valueOf((String) row.get(1))));
        for (List<Object> row :
                SERVICE.rows("SELECT ticket_id, kind, detail, seq FROM history ORDER BY ticket_id, seq")) {
            Long id = (Long) row.get(0);
            State before = told.getOrDefault(id, State.OPEN);
            boolean takenBack = undone.getOrDefault(id, List.of()).contains((Integer) row.get(3));
            told.put(id, takenBack ? before : LifeCycle.after(before, (String) row.get(1), (String) row.get(2)));
        }
        Map<Long, State> stored = new HashMap<>();
        SERVICE.rows("SELECT id, state FROM ticket")
                .forEach(row -> stored.put((Long) row.get(0), State.valueOf((String) row.get(1))));
        assertThat(told).as("%s: states told by the histories", when).isEqualTo(stored);
    }

    /** A tenth of them, each round others. */
    private void villagersAreTold() {
        for (Person villager : villagers) {
            if (random.nextInt(10) > 0) {
                continue;
            }
            List<List<Object>> open = SERVICE.rows(
                    "SELECT t.code FROM ticket t JOIN address a ON a.id = t.address_id WHERE t.state <> 'CLOSED' AND a.id = "
                            + SERVICE.addressId(villager.address));
            villager.hears();
            villager.says("进度");
            String heard = villager.hears();
            assertThat(heard).contains(open.isEmpty() ? "没有在办的事" : "在办 " + open.size() + " 件");
            open.forEach(row ->
                    assertThat(heard).containsPattern("#" + row.get(0) + " (\\S+，\\S+，\\S*月\\S*日|已并入共性问题K\\d+（.*）)"));
        }
    }

    /** A driver that does nothing proves nothing. */
    private static void manyThingsHappened() {
        List<String> kinds = SERVICE.rows("SELECT DISTINCT kind FROM history").stream()
                .map(row -> (String) row.get(0))
                .toList();
        assertThat(kinds)
                .contains(
                        "OPENED",
                        "SAID",
                        "ANSWERED",
                        "RESOLVED",
                        "FEEDBACK",
                        "CLOSED",
                        "YELLOW",
                        "RED",
                        "CLIMBED",
                        "ESCALATED",
                        "TRANSFERRED",
                        "RETURNED",
                        "JUDGED",
                        "EXTENDED",
                        "MOVED",
                        "ASSISTS",
                        "REMINDED",
                        "REOPENED",
                        "RATED",
                        "UNDONE",
                        "COMPLAINT",
                        "ASSISTED",
                        "MERGED",
                        "UNMERGED");
        List<String> ends = SERVICE.rows("SELECT DISTINCT closed_as FROM ticket WHERE closed_as IS NOT NULL").stream()
                .map(row -> (String) row.get(0))
                .toList();
        assertThat(ends).contains("CONFIRMED", "SILENT", "WITHDRAWN", "DECLINED");
    }
}
