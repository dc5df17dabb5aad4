package org.huiyin.bot.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImagesTest {

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static BufferedImage read(Buffer bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes.getBytes()));
    }

    @Test
    void aPhotoIsEncodedAnewSoThatNothingBesideItsPixelsSurvives() throws IOException {
        byte[] photo = picture("jpg", 40, 30);
        byte[] withTail = Arrays.copyOf(photo, photo.length + 9);
        System.arraycopy("<script>x".getBytes(StandardCharsets.US_ASCII), 0, withTail, photo.length, 9);
        Buffer safe = Images.safe(Buffer.buffer(withTail)).orElseThrow();
        assertThat(safe.toString(StandardCharsets.ISO_8859_1)).doesNotContain("script");
        assertThat(read(safe).getWidth()).isEqualTo(40);
    }

    @Test
    void aLargePhotoIsMadeSmaller() throws IOException {
        BufferedImage small =
                read(Images.safe(Buffer.buffer(picture("png", 3000, 1500))).orElseThrow());
        assertThat(small.getWidth()).isEqualTo(2000);
        assertThat(small.getHeight()).isEqualTo(1000);
    }

    @Test
    void aBombIsNotDecoded() throws IOException {
        byte[] png = picture("png", 1, 1);
        // Width and height stand in bytes 16 to 23 of a PNG: a small file that claims 30,000 x 30,000.
        byte[] bomb = png.clone();
        for (int at : new int[] {16, 20}) {
            bomb[at] = 0;
            bomb[at + 1] = 0;
            bomb[at + 2] = 0x75;
            bomb[at + 3] = 0x30;
        }
        assertThat(Images.safe(Buffer.buffer(bomb))).isEmpty();
    }

    @Test
    void whatIsNoPhotoIsRefused() throws IOException {
        for (String text : new String[] {"", "hello", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a"}) {
            assertThat(Images.safe(Buffer.buffer(text))).as(text).isEqualTo(Optional.empty());
        }
        byte[] cut = Arrays.copyOf(picture("jpg", 40, 30), 60);
        assertThat(Images.safe(Buffer.buffer(cut))).isEmpty();
    }
}
