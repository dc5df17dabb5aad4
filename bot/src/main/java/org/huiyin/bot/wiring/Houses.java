package org.huiyin.bot.wiring;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.clock.QuietHours;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.conversation.House;
import org.huiyin.bot.routing.Recusal;
import org.huiyin.bot.rules.Rulebook;
import org.huiyin.bot.ticket.Scenes;
import org.huiyin.bot.ticket.TicketCodes;
import org.huiyin.db.vault.Vault;

/** The house in which decisions are made, put together from what this node was configured with and the rulebook in force. */
final class Houses implements Supplier<House> {
    private static final int SECRETS = 1_000_000;

    private final Core.Parts parts;
    private final Map<String, Limits> channels = new LinkedHashMap<>();
    private final TicketCodes codes;
    private final Scenes scenes;
    private final SecureRandom random = new SecureRandom();
    private volatile House current;

    /** With a first rulebook, until another is adopted. */
    Houses(Core.Parts parts, Rulebook first) {
        this.parts = parts;
        parts.channels().forEach(channel -> channels.put(channel.id(), channel.limits()));
        this.codes = new TicketCodes(parts.vault().derive("ticket-code"));
        this.scenes = new Scenes(parts.vault().derive("scene"));
        this.current = house(first);
    }

    /** The present one; whoever decides takes it once. While the county is held, nothing rides on the answer to a request either. */
    @Override
    public House get() {
        House house = current;
        return parts.watch().isHeld() ? house.withoutPassiveReplies() : house;
    }

    Map<String, Limits> channels() {
        return channels;
    }

    void adopt(Rulebook rulebook) {
        current = house(rulebook);
    }

    private House house(Rulebook rulebook) {
        ServiceConfig config = parts.config();
        Vault vault = parts.vault();
        QuietHours quiet = config.quietHours()
                .map(hours -> new QuietHours(hours.from(), hours.to(), config.timeZone()))
                .orElseGet(() -> QuietHours.off(config.timeZone()));
        return new House(
                rulebook.texts(),
                rulebook.words(),
                new Recusal(rulebook.words()),
                new Deadlines(rulebook.deadlines(), rulebook.calendar(), config.timeZone()),
                rulebook.subjects(),
                quiet,
                codes,
                channels,
                (int) config.delivery().undo().toSeconds(),
                () -> String.format("%06d", random.nextInt(SECRETS)),
                secret -> HexFormat.of().formatHex(vault.hash(Vault.Hashed.CONFIRMATION, secret)),
                scenes::read);
    }
}
