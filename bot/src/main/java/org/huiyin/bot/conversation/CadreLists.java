package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Folding;
import org.huiyin.db.ticket.QuestionRow;

/** What an official has to do, and his households, a page at a time: nobody reads a hundred lines in a chat, and none may stay unseen. */
final class CadreLists {
    private static final int PAGE = 10;
    private static final String TODO = "todo";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");
    /** 待办2: the number may follow at once. */
    private static final Pattern BEFORE_NUMBER = Pattern.compile("(?<=\\p{IsHan})(?=[0-9０-９]{1,2}$)");

    private final Desk desk;
    private final Ledger ledger;

    CadreLists(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    /** Whether a list was asked for: alone, with a page, or with a name or place. English that only begins so is somebody's answer. */
    boolean take(String text) {
        String apart = BEFORE_NUMBER.matcher(text.strip()).replaceFirst(" ");
        Optional<Command> command = ledger.house().words().command(Set.of(TODO, "households"), apart);
        return command.filter(this::isList).map(this::show).isPresent();
    }

    private boolean isList(Command command) {
        return command.marked()
                || number(command.rest()) > 0
                || lines(command.name()).stream().anyMatch(line -> has(line, command.rest()));
    }

    private String show(Command command) {
        int page = number(command.rest());
        show(command.name(), page > 0 ? "" : command.rest(), Math.max(0, page - 1) * PAGE);
        return command.name();
    }

    void todo() {
        show(TODO, "", 0);
    }

    /** Whether the text asks for the next page of the list that was shown; after the last comes the first again. */
    boolean more(QuestionRow shown, String text) {
        if (ledger.house()
                .words()
                .command(Set.of("more"), text)
                .filter(Command::alone)
                .isEmpty()) {
            return false;
        }
        Kept kept = Kept.parse(shown.payload());
        String filter = kept.code();
        show(String.valueOf(kept.verb()), filter == null ? "" : filter, kept.shown());
        return true;
    }

    private void show(String name, String filter, int from) {
        List<String> all = lines(name);
        List<String> some = all.stream().filter(line -> has(line, filter)).toList();
        List<String> lines = some.isEmpty() ? all : some;
        ledger.question(desk.sender.id(), Topic.LIST).ifPresent(ledger::end);
        if (lines.isEmpty()) {
            desk.say(name.equals(TODO) ? "cadre.todo.none" : "cadre.households.none", Map.of());
            return;
        }
        int begin = from < lines.size() ? from : 0;
        int end = Math.min(begin + PAGE, lines.size());
        List<String> page = new ArrayList<>();
        page.add(say(name.equals(TODO) ? "cadre.todo.head" : "cadre.households.head", lines.size()));
        page.addAll(lines.subList(begin, end));
        if (end < lines.size()) {
            page.add(say(name.equals(TODO) ? "cadre.todo.more" : "cadre.households.more", lines.size() - end));
        }
        if (lines.size() > PAGE) {
            Kept kept = Kept.verb(name).of(filter).showing(end);
            ledger.ask(desk.sender.id(), Topic.LIST, null, kept.json(), VillagerTalk.QUESTION_LIFE, false);
        }
        ledger.reply(desk.said, List.of(String.join("\n", page)), null);
    }

    private String say(String key, int count) {
        return desk.voice.say(key, Map.of("count", Integer.toString(count)));
    }

    private static boolean has(String line, String filter) {
        return Folding.squeeze(line).contains(Folding.squeeze(filter));
    }

    private static int number(String rest) {
        String digits = Normalizer.normalize(rest.strip(), Normalizer.Form.NFKC);
        return NUMBER.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
    }

    private List<String> lines(String name) {
        return name.equals(TODO)
                ? ledger.atHand(desk.cadreId).stream()
                        .map(ticket -> desk.labels.todo(ticket, desk.voice))
                        .toList()
                : ledger.know(new Query.Linked(desk.cadreId)).stream()
                        .map(p -> desk.voice.say(
                                "cadre.households.line",
                                Map.of("name", p.name(), "place", desk.labels.place(p.household()))))
                        .toList();
    }
}
