package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.common.MemberRow;
import org.huiyin.db.ticket.HistoryRow;

/** Common problems, and the tickets of one, a page at a time. */
final class CommonLists {
    private static final int PAGE = 10;
    private static final String VERB = "common";
    /** So much of what somebody wrote tells a person whether it is the same. */
    private static final int BEGINNING = 24;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    private final Desk desk;
    private final Ledger ledger;
    private final Commons commons;

    CommonLists(Desk desk, Commons commons) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.commons = commons;
    }

    /** Whether that list was one of these. */
    static boolean isOne(Kept shown) {
        return VERB.equals(shown.verb());
    }

    static boolean isPage(String rest) {
        return rest.isEmpty() || NUMBER.matcher(narrow(rest)).matches();
    }

    /** How many lines come before the page that is asked for. */
    static int from(String rest) {
        return rest.isEmpty() || !isPage(rest) ? 0 : Math.max(0, Integer.parseInt(narrow(rest)) - 1) * PAGE;
    }

    private static String narrow(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
    }

    /** All of the county for its desk, and those of his department for anybody else. */
    void problems(int from) {
        List<CommonProblem> all = commons.live().stream()
                .filter(problem -> desk.isOfDesk() || commons.answers(problem, desk.cadreId))
                .toList();
        if (all.isEmpty()) {
            desk.say("cadre.common.none", Map.of());
            return;
        }
        int begin = from < all.size() ? from : 0;
        int end = Math.min(begin + PAGE, all.size());
        List<String> lines = new ArrayList<>();
        lines.add(count("cadre.common.head", all.size()));
        all.subList(begin, end).forEach(problem -> lines.add(line(problem)));
        show(lines, "", end, all.size());
    }

    private String line(CommonProblem problem) {
        Texts.Voice voice = desk.voice;
        return voice.say(
                "cadre.common.line",
                Map.of(
                        "problem", problem.code(),
                        "state", state(problem),
                        "late", problem.urgent() ? voice.say("cadre.common.urgent") : "",
                        "count", Integer.toString(problem.households()),
                        "villages", Integer.toString(problem.villages()),
                        "title", problem.title(),
                        "owner", commons.owner(problem, voice)));
    }

    private String state(CommonProblem problem) {
        return desk.voice.say("cadre.common.state." + (problem.broken() ? "MISSED" : problem.state()));
    }

    /** Its tickets: code, village and what was said, and no names but on his own. */
    void tickets(CommonProblem problem, int from) {
        List<Long> all = commons.ticketsOf(problem);
        int begin = from < all.size() ? from : 0;
        int end = Math.min(begin + PAGE, all.size());
        List<Ticket> tickets = ledger.tickets(all.subList(begin, end));
        Map<Ticket, List<HistoryRow>> stories = ledger.stories(tickets);
        List<String> lines = new ArrayList<>();
        lines.add(line(problem));
        tickets.forEach(ticket -> lines.add(line(problem, ticket, stories.getOrDefault(ticket, List.of()))));
        show(lines, Long.toString(problem.id()), end, all.size());
    }

    private String line(CommonProblem problem, Ticket ticket, List<HistoryRow> story) {
        String said = story.stream()
                .filter(row -> row.kind().equals("SAID") && row.body() != null)
                .map(row -> String.valueOf(row.body()).replace('\n', ' '))
                .findFirst()
                .orElse("");
        boolean proposed = commons.member(problem.id(), ticket)
                .map(MemberRow::state)
                .filter("PROPOSED"::equals)
                .isPresent();
        return desk.voice.say(
                proposed ? "cadre.common.ticket.proposed" : "cadre.common.ticket",
                Map.of("code", ticket.code(), "place", desk.labels.village(ticket), "text", beginning(said)));
    }

    /** The first characters, none of them cut in half. */
    static String beginning(String text) {
        int count = text.codePointCount(0, text.length());
        return count <= BEGINNING ? text : text.substring(0, text.offsetByCodePoints(0, BEGINNING)) + "…";
    }

    private void show(List<String> lines, String number, int end, int all) {
        ledger.question(desk.sender.id(), Topic.LIST).ifPresent(ledger::end);
        if (end < all) {
            lines.add(count("cadre.common.more", all - end));
        }
        if (all > PAGE) {
            Kept plain = Kept.verb(VERB).showing(end);
            Kept kept = number.isEmpty() ? plain : plain.of(number);
            ledger.ask(desk.sender.id(), Topic.LIST, null, kept.json(), VillagerTalk.QUESTION_LIFE, false);
        }
        ledger.reply(desk.said, List.of(String.join("\n", lines)), null);
    }

    private String count(String key, int count) {
        return desk.voice.say(key, Map.of("count", Integer.toString(count)));
    }
}
