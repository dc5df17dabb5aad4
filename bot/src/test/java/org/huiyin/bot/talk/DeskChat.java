package org.huiyin.bot.talk;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A village, the county desk of two, and a department that the desk gives things to. */
abstract class DeskChat {
    static final Duration UNDO = Duration.ofSeconds(31);

    private final TalkService service;
    final Place place;
    final Person wang;
    final Person ma;
    final Person zhang;
    final Person li;
    final Person desk;
    final Person sun;
    final Person xu;

    DeskChat(TalkService service) {
        this.service = service;
        this.place = service.place();
        this.wang = place.person("wangxiuying");
        this.ma = place.person("maguofu");
        this.zhang = place.person("zhangwei");
        this.li = place.person("liqiang");
        this.desk = new Person(service, "sim", "liujianguo");
        this.sun = new Person(service, "sim", "sunli");
        this.xu = new Person(service, "sim", "xuli");
    }

    @AfterEach
    void morning() {
        service.chat.behave();
        service.sms.behave();
        service.on(TalkService.MORNING);
        desk.says("销假");
        sun.says("销假");
        xu.says("销假");
    }

    /** The registry's code of somebody of this place. */
    String code(String person) {
        return person + "." + place.number;
    }

    /** Something of a ticket, in SQL. */
    String of(String column, String code) {
        return service.text(
                "SELECT (" + column
                        + ")::text FROM ticket t LEFT JOIN cadre c ON c.id = t.holder_cadre_id WHERE t.code = ?",
                code);
    }

    /** Who has it, its state and its level: "zhangwei.3 OPEN L0". */
    String holder(String code) {
        return of("coalesce(c.code, '-') || ' ' || t.state || ' L' || t.level", code);
    }

    /** What the desk has given to the department. */
    String department() {
        wang.says("0");
        String code = wang.code();
        desk.says("#" + code + " 转办 农业农村局 归你们管");
        wang.hears();
        return code;
    }
}
