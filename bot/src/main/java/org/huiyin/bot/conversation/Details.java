package org.huiyin.bot.conversation;

import java.util.Optional;
import org.huiyin.adapters.channel.Outbound.MediaKind;

/** The machine words in a row of history: short, canonical, without personal data, because they are hashed for ever. */
final class Details {
    private Details() {}

    /** {@code IMAGE=17} says that attachment 17 belongs to the row. */
    static String attachment(Utterance said) {
        return said.attached().map(a -> a.kind() + "=" + a.id()).orElse("");
    }

    static Optional<Utterance.Attachment> attachment(String detail) {
        int equals = detail.indexOf('=');
        if (!detail.startsWith("IMAGE=") && !detail.startsWith("VOICE=")) {
            return Optional.empty();
        }
        return Optional.of(new Utterance.Attachment(
                Long.parseLong(detail.substring(equals + 1)), MediaKind.valueOf(detail.substring(0, equals))));
    }
}
