package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Words;
import org.huiyin.db.registry.Absences;

/** 请假 3 天 由 李强 代, 销假: an official says that he is away, and who covers for him. */
final class Leave {
    /** Whoever is away for longer has a successor. */
    private static final int MOST_DAYS = 60;

    private static final Pattern WISH = Pattern.compile(
            "^[\\s:：，,]*(?:for\\s+)?([0-9０-９]{1,3}|[一二两三四五六七八九十])\\s*(?:个)?(?:工作日|天|日|days?)?[\\s:：，,。]*(?:(?:由|by\\s)\\s*(\\S+?)\\s*(?:代办|代理|代)?)?[\\s。]*$");

    private final Desk desk;
    private final Ledger ledger;

    Leave(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    /** Whether it was one of the two. */
    boolean take(String text) {
        Words words = ledger.house().words();
        String written = text.strip();
        Optional<String> away = words.beginning("commands.absence", written)
                .map(word -> written.substring(Math.min(word.length(), written.length())))
                .or(() -> words.command(Set.of("absence"), written).map(Command::rest));
        if (away.isPresent()) {
            away(away.get());
        } else if (words.command(Set.of("back"), written).filter(Command::alone).isPresent()) {
            back();
        } else {
            return false;
        }
        return true;
    }

    private void away(String wish) {
        Matcher matcher = WISH.matcher(wish);
        int days = matcher.matches() ? Orders.Days.number(matcher.group(1)) : 0;
        if (days < 1 || days > MOST_DAYS) {
            desk.say("cadre.absence.how", Map.of("most", Integer.toString(MOST_DAYS)));
            return;
        }
        String name = matcher.group(2);
        List<Official> named = name == null ? List.of() : candidates(name);
        if (name != null && named.size() != 1) {
            desk.say("cadre.absence.who", Map.of("name", name, "count", Integer.toString(named.size())));
            return;
        }
        away(
                ledger.house().deadlines().inDays(ledger.now(), days),
                named.stream().findFirst());
    }

    /** Of several of one name the one who works in the same unit is meant. */
    private List<Official> candidates(String name) {
        String unit =
                ledger.directory().official(desk.cadreId).map(Official::unit).orElse("");
        List<Official> all = ledger.directory().named(name).stream()
                .filter(official -> official.available() && official.cadreId() != desk.cadreId)
                .toList();
        List<Official> near =
                all.stream().filter(official -> official.unit().equals(unit)).toList();
        return near.size() == 1 ? near : all;
    }

    private void away(Instant until, Optional<Official> cover) {
        Succession succession = new Succession(ledger);
        ledger.directory().absence(desk.cadreId).ifPresent(succession::back);
        Optional<Holder> duty = cover.map(official ->
                new Holder(ledger.know(new Query.NewDuty(desk.said.key().toString())), cover, 0));
        ledger.away(new Absences.Begin(
                desk.cadreId,
                duty.map(Holder::dutyId).orElse(null),
                cover.map(Official::cadreId).orElse(null),
                until));
        int held = ledger.heldBy(desk.cadreId).size();
        succession.away(desk.cadreId, duty);
        Map<String, String> values = Map.of(
                "until", desk.labels.day(until, desk.voice),
                "name", cover.map(Official::name).orElse(""),
                "count", Integer.toString(held));
        desk.say(cover.isPresent() ? "cadre.absence.done" : "cadre.absence.done.none", values);
        cover.ifPresent(official -> desk.forwarding.plain(
                official,
                "cadre.absence.cover",
                voice -> Map.of(
                        "from", desk.ownName(),
                        "until", desk.labels.day(until, voice),
                        "count", Integer.toString(held))));
    }

    private void back() {
        Optional<Integer> count = ledger.directory().absence(desk.cadreId).map(new Succession(ledger)::back);
        desk.say(
                count.isPresent() ? "cadre.absence.back" : "cadre.absence.none",
                Map.of("count", Integer.toString(count.orElse(0))));
    }
}
