package org.huiyin.adapters.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huiyin.adapters.tencent.Understanding.message;
import static org.huiyin.adapters.tencent.Understanding.refused;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.huiyin.adapters.channel.FetchFailure;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.MediaRef;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.Outbound.Choice;
import org.huiyin.adapters.channel.Outbound.Media;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.Outbound.Notice;
import org.huiyin.adapters.channel.Outbound.Option;
import org.huiyin.adapters.channel.Outbound.Text;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.SendOutcome.Accepted;
import org.huiyin.adapters.channel.SendOutcome.Rejected;
import org.huiyin.adapters.channel.TextEvent;
import org.huiyin.adapters.channel.TextEvent.Content;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.huiyin.adapters.channel.TextEvent.Press;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.adapters.channel.WebhookRequest;
import org.huiyin.adapters.tencent.Accounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorChannelTest {
    private final SimulatorChannel chat = channel(Limits.Kind.CHAT);
    private final SimulatorChannel sms = channel(Limits.Kind.SMS);

    private static SimulatorChannel channel(Limits.Kind kind) {
        return new SimulatorChannel(new SimulatorConfig("sim", kind), Accounts.CLOCK);
    }

    private static SendOutcome send(SimulatorChannel channel, String to, Outbound part) throws Exception {
        return channel.send(to, part).await(1, TimeUnit.SECONDS);
    }

    private MessageReceived said(SimulatorMessage message) {
        return message(chat.receive(chat.compose(message)));
    }

    @Test
    void showsWhatWasSent() throws Exception {
        List<SentPart> followed = new ArrayList<>();
        Runnable unfollow = chat.follow(followed::add);
        Media picture = new Media(MediaKind.IMAGE, "image/png", "a.png", Buffer.buffer("png"));
        Choice choice = new Choice("t-1", "问", "好了吗", List.of(new Option("1", "好了")));
        send(chat, "v-1", new Text("你好"));
        send(chat, "v-1", picture);
        send(chat, "v-1", choice);
        unfollow.run();
        send(chat, "v-1", new Notice("answer", Map.of("code", "1"), "in full"));
        List<SentPart> shown = chat.sentTo("v-1");
        assertThat(shown).extracting(SentPart::text).containsExactly("你好", "", "问\n好了吗", "in full");
        assertThat(shown.get(1).media()).contains(picture);
        assertThat(shown.get(2).buttons()).containsExactly(new Option("1", "好了"));
        assertThat(shown.get(2).reference()).contains("t-1");
        assertThat(shown).extracting(SentPart::at).containsOnly(Accounts.NOW);
        assertThat(followed).isEqualTo(shown.subList(0, 3));
        assertThat(chat.addresses()).containsExactly("v-1");
    }

    @Test
    void givesAReceiptForEachPart() throws Exception {
        List<TextEvent> receipts = new ArrayList<>();
        chat.receiptsTo(receipts::add);
        Accepted first = (Accepted) send(chat, "v-1", new Text("1"));
        Accepted second = (Accepted) send(chat, "v-1", new Text("2"));
        assertThat(first.externalId()).isNotEqualTo(second.externalId());
        assertThat(receipts)
                .extracting(event -> ((TextEvent.ReceiptReceived) event).externalId())
                .containsExactly(first.externalId(), second.externalId());
        assertThat(receipts).extracting(TextEvent::dedupKey).doesNotHaveDuplicates();
    }

    @Test
    void idsOfTwoRunsDoNotMeet() throws Exception {
        assertThat(send(chat, "v-1", new Text("1")))
                .isNotEqualTo(send(channel(Limits.Kind.CHAT), "v-1", new Text("1")));
    }

    @Test
    void keepsTheNewestTwoHundred() throws Exception {
        for (int i = 0; i < 205; i++) {
            send(chat, "v-1", new Text("n" + i));
        }
        assertThat(chat.sentTo("v-1")).hasSize(200);
        assertThat(chat.sentTo("v-1").get(0).text()).isEqualTo("n5");
    }

    @Test
    void keepsTenThousandAddresses() throws Exception {
        for (int i = 0; i < 10_005; i++) {
            send(chat, "v-" + i, new Text("x"));
        }
        assertThat(chat.addresses())
                .hasSize(10_000)
                .doesNotContain("v-0", "v-4")
                .contains("v-5", "v-10004");
    }

    @Test
    void smsIsShortPlainAndForPhones() throws Exception {
        assertThat(send(sms, "+8613800138000", new Text("字".repeat(67)))).isInstanceOf(Accepted.class);
        assertThat(send(sms, "+8613800138000", new Text("字".repeat(68)))).isInstanceOf(Rejected.class);
        assertThat(send(sms, "villager", new Text("x"))).isInstanceOf(Rejected.class);
        Choice choice = new Choice("t-1", "", "x", List.of(new Option("1", "y")));
        assertThat(send(sms, "+8613800138000", choice)).isInstanceOf(Rejected.class);
        assertThat(sms.limits().kind()).isEqualTo(Limits.Kind.SMS);
        WebhookRequest odd = sms.compose(SimulatorMessage.text("villager", "1", "x"));
        assertThat(refused(sms.receive(odd)).reply().status()).isEqualTo(400);
    }

    @Test
    void takesEverythingAPhoneCanSay() throws Exception {
        assertThat(said(SimulatorMessage.text("v-1", "1", "你好").quoting("sim-1"))
                        .quotedReference())
                .contains("sim-1");
        assertThat(said(SimulatorMessage.press("v-1", "2", "t-1", "1")).press()).contains(new Press("t-1", "1"));
        assertThat(said(SimulatorMessage.scan("v-1", "3", "C-17", true)).touch())
                .contains(new Touch("C-17", true));
        assertThat(said(SimulatorMessage.location("v-1", "4", new SimulatorMessage.Location(30.5, 104.1, "村口")))
                        .content())
                .contains(new Content.Place(30.5, 104.1, "村口"));
        String base64 = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
        MessageReceived photo = said(
                SimulatorMessage.media("v-1", "5", new SimulatorMessage.Media(MediaKind.IMAGE, "image/jpeg", base64)));
        Content.Attached attached = (Content.Attached) photo.content().orElseThrow();
        assertThat(attached.contentType()).isEqualTo("image/jpeg");
        assertThat(chat.fetch(attached.media()).await(1, TimeUnit.SECONDS).getBytes())
                .containsExactly(1, 2, 3);
        assertThatThrownBy(() -> chat.fetch(new MediaRef(MediaKind.IMAGE, "no")).await(1, TimeUnit.SECONDS))
                .isInstanceOf(FetchFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"from\":\"v-1\"}",
                "{\"id\":\"1\",\"text\":\"x\"}",
                "{\"from\":\"v 1\",\"id\":\"1\",\"text\":\"x\"}",
                "{\"from\":\"v-1\",\"id\":\" \",\"text\":\"x\"}",
                "{\"from\":\"v-1\",\"id\":\"1\",\"text\":{}}",
                "{\"from\":\"v-1\",\"id\":\"1\",\"media\":{\"kind\":\"HOLOGRAM\"}}",
                "{\"from\":\"v-1\",\"id\":\"1\",\"press\":{}}",
                "{\"from\":\"v-1\",\"id\":\"1\",\"media\":{\"kind\":\"IMAGE\",\"contentType\":null,\"base64\":\"AA==\"}}"
            })
    void refusesWhatIsNoMessage(String body) {
        WebhookRequest good = chat.compose(SimulatorMessage.text("v-1", "1", "x"));
        WebhookRequest bad =
                new WebhookRequest("POST", good.query(), good.headers(), Buffer.buffer(body), good.receivedAt());
        assertThat(refused(chat.receive(bad)).reply().status()).isEqualTo(400);
    }

    @Test
    void aLostAnswerMayHideADelivery() throws Exception {
        chat.misbehave(SimulatorFault.TIMES_OUT_AFTER_DELIVERY);
        assertThat(send(chat, "v-1", new Text("1"))).isInstanceOf(SendOutcome.Unknown.class);
        chat.misbehave(SimulatorFault.TIMES_OUT_WITHOUT_DELIVERY);
        assertThat(send(chat, "v-1", new Text("2"))).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(chat.sentTo("v-1")).extracting(SentPart::text).containsExactly("1");
        chat.behave();
        assertThat(send(chat, "v-1", new Text("3"))).isInstanceOf(Accepted.class);
    }
}
