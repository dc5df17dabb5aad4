package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Limits.Form;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.bot.texts.Texts;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.ticket.Attachments;

/** Turns a part of the outbox into what a channel is handed. */
final class Parcels {
    private final Pool pool;
    private final Attachments attachments;
    private final Supplier<Texts> texts;

    Parcels(Pool pool, Attachments attachments, Supplier<Texts> texts) {
        this.pool = pool;
        this.attachments = attachments;
        this.texts = texts;
    }

    /** The parcel, or empty while its photo or voice note has not been fetched yet. */
    Future<Optional<Outbound>> wrap(ClaimedPart part, TextChannel channel) {
        PartContent content = PartContent.parse(part.content());
        Long attachment = part.attachmentId();
        if (attachment != null) {
            return attachments.read(pool, attachment).map(kept -> kept.flatMap(k -> media(k, content)));
        }
        return Future.succeededFuture(Optional.of(content.words(channel.limits())));
    }

    private Optional<Outbound> media(Attachments.Kept kept, PartContent content) {
        if (kept.state().equals("WANTED")) {
            return Optional.empty();
        }
        Optional<Buffer> bytes = kept.content();
        if (bytes.isEmpty()) {
            return Optional.of(
                    new Outbound.Text(texts.get().voice("zh-CN", false).say("media.gone")));
        }
        MediaKind kind = MediaKind.valueOf(kept.kind());
        boolean carried = content.form() != Form.TEXT;
        return Optional.of(
                carried
                        ? new Outbound.Media(kind, kept.contentType(), fileName(kept), bytes.get())
                        : new Outbound.Text(texts.get().voice("zh-CN", false).say("media.not-carried")));
    }

    private static String fileName(Attachments.Kept kept) {
        return switch (kept.contentType()) {
            case "image/png" -> "photo.png";
            case "audio/amr" -> "voice.amr";
            case "audio/mpeg" -> "voice.mp3";
            default -> "photo.jpg";
        };
    }

    /** The template that may stand for the part outside the reply budget, where there is one and the channel has templates. */
    Optional<Outbound> notice(ClaimedPart part, Limits limits) {
        PartContent content = PartContent.parse(part.content());
        String purpose = content.notice();
        Map<String, String> parameters = content.parameters();
        return purpose == null || !limits.carries(Form.NOTICE)
                ? Optional.empty()
                : Optional.of(new Outbound.Notice(purpose, parameters == null ? Map.of() : parameters, content.text()));
    }
}
