package org.huiyin.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentSender;

/**
 * A county's traffic, signed and sealed beforehand: 20 % first messages, 60 % appended ones, 20 % replies of cadres. Everybody who appends or is
 * replied to wrote a first message in an earlier part of the run.
 */
final class Traffic {
    private static final List<String> MATTERS = List.of(
            "村口的路灯坏了三天了，晚上走路看不见", "我家的自来水从昨天开始没有了", "想问一下低保怎么申请", "后山的路被雨水冲坏了一段", "孩子上学的事想问问要什么材料", "门口的垃圾好几天没有清");
    private static final List<String> MORE = List.of("在三组老槐树旁边", "昨天晚上又坏了", "麻烦快一点", "邻居家也是一样", "我今天一天都在家");
    private static final List<String> REPLIES = List.of("收到，今天下午就过去看", "已经联系了供水公司，明天修好", "带上身份证和户口本来村委会就行");

    private final CountyDatabase ground;
    private final TencentSender wechat;
    private final TencentSender wecom;
    private final Map<String, String> openIds = new HashMap<>();
    private final Map<String, String> userIds = new HashMap<>();
    private final List<String> unheard = new ArrayList<>();
    private final List<List<String>> answerable = new ArrayList<>();
    private final Random random = new Random(1);
    private long messages = System.currentTimeMillis() * 1_000;

    Traffic(CountyDatabase ground, Path county) throws IOException, SQLException {
        this.ground = ground;
        this.wechat = TencentSender.wechat(Accounts.wechat("http://127.0.0.1"), Clock.systemUTC());
        this.wecom = TencentSender.wecom(Accounts.wecom("http://127.0.0.1"), Clock.systemUTC());
        try (Reader reader = Files.newBufferedReader(county.resolve("addresses.csv"), StandardCharsets.UTF_8)) {
            reader.skip(1);
            for (CSVRecord row : CSVFormat.DEFAULT.parse(reader)) {
                if (row.get(2).equals("wechat")) {
                    openIds.put(row.get(1), row.get(3));
                } else if (row.get(2).equals("wecom")) {
                    userIds.put(row.get(1), row.get(3));
                }
            }
        }
        List<String> heard = ground
                .rows("SELECT DISTINCT v.code FROM ticket t JOIN villager v ON v.id = t.villager_id "
                        + "WHERE t.state <> 'CLOSED' OR t.closed_at > now() - interval '1 day'")
                .stream()
                .map(row -> row.get(0))
                .toList();
        unheard.addAll(openIds.keySet());
        unheard.removeAll(new HashSet<>(heard));
        Collections.sort(unheard);
        Collections.shuffle(unheard, random);
    }

    /** First messages of villagers who have nothing open, and had nothing lately. */
    List<Buffer> firsts(int count) {
        List<Buffer> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(first());
        }
        return requests;
    }

    /** The mix. */
    List<Buffer> mixed(int count) throws SQLException {
        List<List<String>> open = open();
        List<Buffer> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> ticket = open.get(i % open.size());
            requests.add(
                    switch (i % 5) {
                        case 0 -> first();
                        case 1, 2, 3 -> villager(ticket.get(1), one(MORE));
                        default -> cadre(ticket.get(2), "#" + ticket.get(0) + " " + one(REPLIES));
                    });
        }
        Collections.shuffle(requests, random);
        return requests;
    }

    /** A ticket that is open: its code, and the codes of the villager whose it is and of the cadre who holds it. */
    record Matter(String code, String villager, String cadre) {}

    /** What was opened since a time of the database's, as text. */
    List<Matter> openedSince(String moment) throws SQLException {
        return ground
                .rows("SELECT t.code, v.code, c.code FROM ticket t JOIN villager v ON v.id = t.villager_id "
                        + "JOIN cadre c ON c.id = t.holder_cadre_id WHERE t.state <> 'CLOSED' AND t.opened_at >= '"
                        + moment + "'")
                .stream()
                .map(row -> new Matter(row.get(0), row.get(1), row.get(2)))
                .toList();
    }

    /** Everybody's cadre says the same. */
    List<Buffer> cadres(List<Matter> matters, String words) {
        return matters.stream()
                .map(matter -> cadre(matter.cadre(), "#" + matter.code() + " " + words))
                .toList();
    }

    /** Every villager says the same. */
    List<Buffer> villagers(List<Matter> matters, String words) {
        return matters.stream()
                .map(matter -> villager(matter.villager(), words))
                .toList();
    }

    /** An answer of the cadre who holds some ticket. */
    Buffer reply(String words) throws SQLException {
        if (answerable.isEmpty()) {
            answerable.addAll(open());
        }
        List<String> ticket = answerable.remove(answerable.size() - 1);
        return cadre(ticket.get(2), "#" + ticket.get(0) + " " + words);
    }

    /** Code, villager and cadre of open tickets, the youngest 50,000, in any order. */
    private List<List<String>> open() throws SQLException {
        List<List<String>> open = ground.rows(
                "SELECT t.code, v.code, c.code FROM ticket t JOIN villager v ON v.id = t.villager_id "
                        + "JOIN cadre c ON c.id = t.holder_cadre_id WHERE t.state IN ('OPEN', 'ANSWERED') ORDER BY t.id DESC LIMIT 50000");
        Collections.shuffle(open, random);
        return open;
    }

    private Buffer first() {
        return villager(unheard.remove(unheard.size() - 1), one(MATTERS));
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private Buffer villager(String code, String words) {
        return request(
                "/hook/wechat",
                wechat.text(Objects.requireNonNull(openIds.get(code), code), Long.toString(messages++), words));
    }

    private Buffer cadre(String code, String words) {
        return request(
                "/hook/wecom",
                wecom.text(Objects.requireNonNull(userIds.get(code), code), Long.toString(messages++), words));
    }

    private static Buffer request(String path, TencentSender.Webhook webhook) {
        return Buffer.buffer("POST " + path + webhook.queryString()
                        + " HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/xml\r\ncontent-length: "
                        + webhook.body().length() + "\r\n\r\n")
                .appendBuffer(webhook.body());
    }
}
