package org.huiyin.bot.wiring;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.clock.QuietHours;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.conversation.House;
import org.huiyin.bot.routing.Recusal;
import org.huiyin.bot.ticket.Scenes;
import org.huiyin.bot.ticket.TicketCodes;
import org.huiyin.db.vault.Vault;

/** Puts together what every decision rests on, from the configuration and the files it names. */
final class Houses {
    private static final int SECRETS = 1_000_000;

    private Houses() {}

    static House build(Core.Parts parts, Wording wording) {
        ServiceConfig config = parts.config();
        Vault vault = parts.vault();
        Map<String, Limits> channels = new LinkedHashMap<>();
        parts.channels().forEach(channel -> channels.put(channel.id(), channel.limits()));
        QuietHours quiet = config.quietHours()
                .map(hours -> new QuietHours(hours.from(), hours.to(), config.timeZone()))
                .orElseGet(() -> QuietHours.off(config.timeZone()));
        SecureRandom random = new SecureRandom();
        Scenes scenes = new Scenes(vault.derive("scene"));
        return new House(
                wording.texts(),
                wording.words(),
                new Recusal(wording.words()),
                new Deadlines(wording.calendar(), config.timeZone()),
                quiet,
                new TicketCodes(vault.derive("ticket-code")),
                channels,
                (int) config.delivery().undo().toSeconds(),
                () -> String.format("%06d", random.nextInt(SECRETS)),
                secret -> HexFormat.of().formatHex(vault.hash(Vault.Hashed.CONFIRMATION, secret)),
                scenes::read);
    }
}
