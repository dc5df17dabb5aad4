package org.huiyin.bot.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How a file is encoded: UTF-8, or GB18030, which Excel writes in China. Strict on purpose, because a wrong guess would write a county of
 * garbled names.
 */
final class Encoding {
    private static final byte[] UTF_8_BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Charset GB18030 = Charset.forName("GB18030");
    /**
     * A file in which so many three-byte Han characters decode before the first fault is UTF-8 with a broken byte. By chance that
     * happens to GB18030 text for one or two in a row (the word 联通 is the classic), hardly ever for more.
     */
    private static final int PLAINLY_UTF_8 = 8;

    /** A character needs a byte at least, so what is read always fits. */
    private static final int BLOCK = 64 * 1024;

    private final Charset charset;
    private final int skip;

    private Encoding(Charset charset, int skip) {
        this.charset = charset;
        this.skip = skip;
    }

    /** What was found: an encoding, or the line of the first byte that cannot be read and what to do about it. */
    record Detected(Encoding encoding, int faultyLine, String reason) {
        boolean readable() {
            return reason.isEmpty();
        }
    }

    private record Attempt(boolean whole, int line, long han) {}

    static Detected detect(Path file) throws IOException {
        byte[] head = head(file);
        if (head.length >= 2 && ((head[0] & 0xFF) ^ (head[1] & 0xFF)) == 1 && (head[0] & 0xFE) == 0xFE) {
            return unreadable(1, "is UTF-16; save it as \"CSV UTF-8\"");
        }
        boolean bom = Arrays.equals(head, UTF_8_BOM);
        Encoding utf8 = new Encoding(StandardCharsets.UTF_8, bom ? UTF_8_BOM.length : 0);
        Attempt asUtf8 = utf8.attempt(file);
        if (asUtf8.whole()) {
            return new Detected(utf8, 0, "");
        }
        if (bom || asUtf8.han() >= PLAINLY_UTF_8) {
            return unreadable(
                    asUtf8.line(), "has a byte that is not UTF-8, though the file is; save it again as \"CSV UTF-8\"");
        }
        Encoding gb18030 = new Encoding(GB18030, 0);
        Attempt asGb = gb18030.attempt(file);
        return asGb.whole()
                ? new Detected(gb18030, 0, "")
                : unreadable(
                        Math.max(asGb.line(), asUtf8.line()),
                        "is neither UTF-8 nor GB18030; save the file as \"CSV UTF-8\"");
    }

    private static Detected unreadable(int line, String reason) {
        return new Detected(new Encoding(StandardCharsets.UTF_8, 0), line, reason);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(UTF_8_BOM.length);
        }
    }

    /** Decodes strictly; a BOM is skipped. */
    Reader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(skip);
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Decodes everything and keeps nothing; what precedes a fault is counted. */
    private Attempt attempt(Path file) throws IOException {
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer chars = CharBuffer.allocate(BLOCK);
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        int line = 1;
        long han = 0;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(skip);
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                CoderResult result = decoder.decode(bytes, chars, end);
                chars.flip();
                line += (int) chars.chars().filter(c -> c == '\n').count();
                han += chars.chars().filter(c -> c >= '\u4E00' && c <= '\u9FFF').count();
                if (result.isError()) {
                    return new Attempt(false, line, han);
                }
                chars.clear();
                bytes.compact();
            }
            return new Attempt(true, line, han);
        }
    }
}
