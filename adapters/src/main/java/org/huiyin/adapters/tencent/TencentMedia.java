package org.huiyin.adapters.tencent;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.huiyin.adapters.channel.Outbound.Media;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.provider.ProviderCall;

/** Temporary media, which both APIs keep for three days under the same two paths. */
public final class TencentMedia {
    private static final String BOUNDARY = "huiyin-7f3c1e9a5b2d4860";

    private TencentMedia() {}

    /**
     * An upload. The form is written out by hand because the vendor refuses chunked bodies, and under a name of our own: theirs may
     * hold a person's, and letters beyond ASCII in it are answered with "empty media".
     */
    public static ProviderCall upload(Media media) {
        String head = "--" + BOUNDARY + "\r\n"
                + "Content-Disposition: form-data; name=\"media\"; filename=\"" + fileName(media) + "\"\r\n"
                + "Content-Type: " + media.contentType() + "\r\n\r\n";
        Buffer form = Buffer.buffer(head).appendBuffer(media.content()).appendString("\r\n--" + BOUNDARY + "--\r\n");
        return ProviderCall.post(
                "/cgi-bin/media/upload",
                Map.of("type", word(media.kind())),
                "multipart/form-data; boundary=" + BOUNDARY,
                form);
    }

    public static ProviderCall get(String mediaId) {
        return ProviderCall.get("/cgi-bin/media/get", Map.of("media_id", mediaId));
    }

    /** The vendor's word for the kind: the type of an upload, and of the message that shows it. */
    public static String word(MediaKind kind) {
        return kind == MediaKind.IMAGE ? "image" : "voice";
    }

    private static String fileName(Media media) {
        return switch (media.contentType()) {
            case "image/png" -> "picture.png";
            case "audio/amr" -> "voice.amr";
            case "audio/mpeg" -> "voice.mp3";
            default -> "picture.jpg";
        };
    }
}
