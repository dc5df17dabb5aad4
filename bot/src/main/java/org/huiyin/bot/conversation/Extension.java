package org.huiyin.bot.conversation;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Ticket;

/** 延期 3 要等配件: the holder asks for more time, once, before the day and with a reason, which the villager is told. */
final class Extension {
    private static final Pattern DAYS = Pattern.compile(
            "^[\\s:：，,]*([0-9０-９]{1,2}|[一二两三四五六七八九十])\\s*(?:个)?(?:工作日|天|日|days?)?[\\s:：，,。]*(.*)$", Pattern.DOTALL);
    private static final String NUMERALS = "零一二三四五六七八九十";

    private final Desk desk;
    private final Ledger ledger;

    Extension(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    /** Whether the text begins so: such a line never reaches a villager. */
    static boolean wished(Words words, String text) {
        return words.begins("commands.extend", text);
    }

    void of(Ticket ticket, String text) {
        Deadlines deadlines = ledger.house().deadlines();
        int most = deadlines.longestExtension(ticket.kind(), ticket.pressing(), ticket.level());
        String written = text.strip();
        String rest = ledger.house()
                .words()
                .beginning("commands.extend", written)
                .map(word -> written.substring(Math.min(word.length(), written.length())))
                .orElse("");
        Matcher wish = DAYS.matcher(rest);
        if (!ticket.open() || ticket.state() == Ticket.State.RESOLVED) {
            desk.say("cadre.extend.over", ticket, Map.of());
        } else if (ticket.holderCadreId() == null || ticket.holderCadreId() != desk.cadreId) {
            desk.say("cadre.extend.holder", ticket, Map.of());
        } else if (ledger.story(ticket).stream().anyMatch(row -> row.kind().equals("EXTENDED"))) {
            desk.say("cadre.extend.once", ticket, Map.of());
        } else if (!ticket.resolution().at().isAfter(ledger.now())) {
            desk.say("cadre.extend.late", ticket, Map.of());
        } else if (!wish.matches()
                || number(wish.group(1)) < 1
                || number(wish.group(1)) > most
                || wish.group(2).isBlank()) {
            desk.say("cadre.extend.how", ticket, Map.of("most", Integer.toString(most)));
        } else {
            extend(ticket, number(wish.group(1)), wish.group(2).strip());
        }
    }

    private static int number(String written) {
        int numeral = written.equals("两") ? 2 : NUMERALS.indexOf(written);
        return numeral >= 0 ? numeral : Integer.parseInt(written);
    }

    private void extend(Ticket ticket, int days, String reason) {
        String before = ticket.resolution().at().toString();
        ticket.extend(ledger.house().deadlines(), days);
        String detail = days + " " + before + " " + ticket.resolution().at();
        ledger.record(ticket, "EXTENDED", "CADRE", desk.cadreId, detail, reason);
        Telling telling = new Telling(ledger);
        telling.villager(ticket.subject())
                .ifPresent(to -> telling.tell(
                        ticket,
                        "told.extended",
                        Map.of(
                                "who", desk.ownName(),
                                "reason", reason,
                                "until", desk.labels.due(ticket.resolution(), ledger.voice(to)))));
        desk.say("cadre.extended", ticket, Map.of("until", desk.labels.due(ticket.resolution(), desk.voice)));
    }
}
