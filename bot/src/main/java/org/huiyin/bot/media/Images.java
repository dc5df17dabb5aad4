package org.huiyin.bot.media;

import io.vertx.core.buffer.Buffer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes a picture that somebody sent safe to pass on: decoded and encoded anew, so that nothing but its pixels survives (no place, no camera, no
 * second file behind the first), after a look at its size. Blocking.
 */
final class Images {
    /** 40 megapixels take 160 MB when decoded; more is a bomb, not a photo. */
    private static final long MOST_PIXELS = 40_000_000;
    /** The longer side of what is passed on, in pixels; enough to read a letter by. */
    private static final int LONGEST_SIDE = 2000;

    private static final Set<String> FORMATS = Set.of("JPEG", "png");

    private Images() {}

    /** The picture as JPEG, or empty when it is none that we take: JPEG and PNG of at most 40 megapixels. */
    static Optional<Buffer> safe(Buffer bytes) {
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            return readers.hasNext() ? read(readers.next(), input) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // The decoder throws unchecked on hostile files as well; neither its words nor its kind matter.
            return Optional.empty();
        }
    }

    private static Optional<Buffer> read(ImageReader reader, ImageInputStream input) throws IOException {
        try {
            if (!FORMATS.contains(reader.getFormatName())) {
                return Optional.empty();
            }
            reader.setInput(input, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            return pixels > MOST_PIXELS ? Optional.empty() : Optional.of(encode(reader.read(0)));
        } finally {
            reader.dispose();
        }
    }

    private static Buffer encode(BufferedImage image) throws IOException {
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = plain.createGraphics();
        pen.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(plain, "jpg", out);
        return Buffer.buffer(out.toByteArray());
    }
}
