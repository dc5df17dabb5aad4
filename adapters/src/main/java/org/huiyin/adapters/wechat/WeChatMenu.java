package org.huiyin.adapters.wechat;

import java.util.Optional;
import org.huiyin.adapters.channel.Outbound.Choice;
import org.huiyin.adapters.channel.Outbound.Option;
import org.huiyin.adapters.channel.TextEvent.Press;

/** The id of a menu's item, both ways: it names the question too, so that of two open questions the right one is answered. */
final class WeChatMenu {
    /** Not allowed in {@link Choice#reference()}, so the first one parts reference from key. */
    private static final char SEPARATOR = ':';

    private WeChatMenu() {}

    static String itemId(Choice choice, Option option) {
        return choice.reference() + SEPARATOR + option.key();
    }

    /** The press that {@code itemId} stands for; empty for no id and for an id of a menu that is not ours. */
    static Optional<Press> pressed(String itemId) {
        int at = itemId.indexOf(SEPARATOR);
        return at < 1 ? Optional.empty() : Optional.of(new Press(itemId.substring(0, at), itemId.substring(at + 1)));
    }
}
