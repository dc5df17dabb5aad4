package org.huiyin.bot.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.huiyin.adapters.tencent.StubFault;
import org.huiyin.adapters.tencent.TencentStub.Api;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A photo that cannot be fetched for hours is neither lost nor in anybody's way. */
class MediaOutageTest {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatTheProviderDoesNotGiveForSixHoursComesThen() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            stand.matter(1, "墙裂了");
            photoIsNotHad(stand);
            stand.villagerSays(1, "裂得很宽");
            later(stand, Duration.ofSeconds(30));
            assertThat(stand.sentToCadre(1))
                    .as("what comes later waits for the photo")
                    .noneMatch(part -> part.text().contains("裂得很宽"));
            later(stand, Duration.ofMinutes(11));
            stand.toCadreOf(1, part -> part.text().contains("裂得很宽"));
            later(stand, Duration.ofHours(3));
            later(stand, Duration.ofHours(3));
            stand.toVillagers.behave();
            stand.clock.advance(Duration.ofMinutes(11));
            Awaiting.until(
                    "it is fetched",
                    Stand.PATIENCE,
                    () -> stand.records
                            .value("SELECT string_agg(state, ',') FROM attachment")
                            .equals("STORED"));
            stand.clock.advance(Duration.ofSeconds(31));
            stand.toCadreOf(1, part -> part.type().equals("image"));
            stand.settled();
            assertThat(stand.sentToCadre(1).stream().filter(part -> part.type().equals("image")))
                    .hasSize(1);
            traced(stand);
        }
    }

    /** The photo's fetch belongs to the message that it came with. */
    private static void traced(Stand stand) throws Exception {
        String trace = stand.records.value("SELECT replace(trace::text, '-', '') FROM attachment");
        List<String> fetches = stand.toVillagers.fetchedWithin();
        assertThat(fetches).isNotEmpty().allMatch(header -> header.startsWith("00-" + trace + "-"));
    }

    @Test
    void whatTheProviderNoLongerHasIsGivenUpAfterThreeDays() throws Exception {
        try (Stand stand = new Stand(Stand.Setup.of(1, 1), database)) {
            stand.matter(1, "墙裂了");
            photoIsNotHad(stand);
            later(stand, Duration.ofHours(71));
            assertThat(stand.records.value("SELECT state FROM attachment")).isEqualTo("WANTED");
            later(stand, Duration.ofHours(2));
            stand.clock.advance(Duration.ofMinutes(1));
            stand.toCadreOf(1, part -> part.text().contains("取不到了"));
        }
    }

    private static void photoIsNotHad(Stand stand) throws Exception {
        stand.toVillagers.attach("m-1", "image/png", photo());
        stand.toVillagers.failAlways(Api.MEDIA, StubFault.status(503));
        int before = stand.toVillagers.calls(Api.MEDIA);
        assertThat(stand.door()
                        .post("wechat", stand.wechat.image(PaperCounty.openId(1), stand.messageId(), "m-1"))
                        .statusCode())
                .isEqualTo(200);
        Awaiting.until("it was tried", Stand.PATIENCE, () -> stand.toVillagers.calls(Api.MEDIA) > before);
        Awaiting.until(
                "and put off",
                Stand.PATIENCE,
                () -> stand.records.number("SELECT count(*) FROM attachment WHERE try_at > wanted_at") == 1);
    }

    /** Lets time go by, and the fetch that is due then fail: it is put off for longer than whoever dies over it would leave it. */
    private static void later(Stand stand, Duration time) throws Exception {
        stand.clock.advance(time);
        Instant putOff = stand.clock.instant().plusSeconds(35);
        Awaiting.until(
                "it is tried again and put off",
                Stand.PATIENCE,
                () -> stand.records.number(
                                "SELECT count(*) FROM attachment WHERE try_at > '" + putOff + "' OR state = 'GONE'")
                        == 1);
    }

    private static Buffer photo() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes))
                .isTrue();
        return Buffer.buffer(bytes.toByteArray());
    }
}
