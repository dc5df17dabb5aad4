package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentSender.Webhook;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One search for a trace finds a message's whole way: the webhook, its rows, the providers it went out to, its receipt. */
class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + ID + "-00f067aa0ba902b7-01";

    private final TestDatabase database = TestDatabase.create();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.huiyin.bot");

    @BeforeEach
    void listen() {
        logged.start();
        ours.addAppender(logged);
    }

    @AfterEach
    void drop() {
        ours.detachAppender(logged);
        database.close();
    }

    private List<String> lines(String trace) {
        return List.copyOf(logged.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(trace))
                .toList();
    }

    private static HttpResponse<String> post(Stand stand, String channel, Webhook hook, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(stand.door().address() + "/hook/" + channel + hook.queryString()))
                .POST(BodyPublishers.ofByteArray(hook.body().getBytes()));
        for (String header : headers) {
            request.header(Trace.HEADER, header);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void aMessageIsFollowedFromItsWebhookToTheProviderAndTheReceipt() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1).withTemplates(), database)) {
            String villager = PaperCounty.openId(1);
            post(stand, "wechat", stand.wechat.text(villager, stand.messageId(), "路灯坏了"), PARENT);
            StubSent forwarded = stand.toCadreOf(1, part -> part.text().contains("路灯坏了"));
            assertThat(Trace.named(forwarded.traceparent()).map(Trace::toString))
                    .contains(ID);
            assertThat(forwarded.traceparent()).isNotEqualTo(PARENT);
            stand.settled();
            for (String table : List.of("inbound", "history", "part")) {
                assertThat(stand.records.number("SELECT count(*) FROM " + table + " WHERE trace = '" + ID + "'"))
                        .as(table)
                        .isPositive();
            }
            Awaiting.until("both lines", Stand.PATIENCE, () -> lines(ID).size() >= 2);
            assertThat(lines(ID).get(0)).startsWith("committed: trace=").contains("trace=" + ID + " wechat");
            assertThat(lines(ID).get(1)).startsWith("delivery: trace=").contains("wecom part ", " SENT");
        }
    }

    @Test
    void theReceiptOfWhatWasSentIsLoggedUnderTheTraceOfWhatCausedIt() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1).withTemplates(), database)) {
            String code = stand.matter(1, "路灯坏了");
            stand.toVillagers.failNext(
                    org.huiyin.adapters.tencent.TencentStub.Api.SEND,
                    org.huiyin.adapters.tencent.StubFault.errcode(45_015));
            post(
                    stand,
                    "wecom",
                    stand.wecom.text(PaperCounty.userId(1), stand.messageId(), "#" + code + " 已修好"),
                    PARENT);
            StubSent template = stand.toVillager(1, part -> part.type().equals("template"));
            assertThat(template.traceparent()).startsWith("00-" + ID);
            stand.settled();
            post(
                    stand,
                    "wechat",
                    stand.wechat.templateFinished(PaperCounty.openId(1), template.messageId(), "success"));
            Awaiting.until(
                    "the receipt",
                    Stand.PATIENCE,
                    () -> lines(ID).stream()
                            .anyMatch(line -> line.startsWith("receipt: ") && line.contains("DELIVERED")));
        }
    }

    @Test
    void whatIsNotOfTheStandardsFormIsNotBelievedAndWhatComesTwiceIsSaidToComeAgain() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            Webhook hook = stand.wechat.text(PaperCounty.openId(1), stand.messageId(), "路灯坏了");
            post(stand, "wechat", hook, PARENT.replace('4', 'G'));
            StubSent forwarded = stand.toCadreOf(1, part -> true);
            String made = Trace.named(forwarded.traceparent()).orElseThrow().toString();
            assertThat(made).isNotEqualTo(ID).doesNotContain("G");
            post(stand, "wechat", hook, PARENT, PARENT.replace("4bf9", "5bf9"));
            post(stand, "wechat", hook, PARENT);
            assertThat(lines(ID)).singleElement().asString().contains("trace=" + ID + " wechat again");
            assertThat(stand.records.number("SELECT count(*) FROM inbound WHERE trace = '" + made + "'"))
                    .isEqualTo(1);
        }
    }
}
