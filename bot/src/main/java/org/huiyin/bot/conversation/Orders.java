package org.huiyin.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Subjects;
import org.huiyin.bot.ticket.Ticket;

/** What an official orders about a ticket, besides answering it, resolving it and passing it up. */
final class Orders {
    /** These need no space behind them. */
    private static final List<String> GLUED = List.of("extend", "return", "transfer", "remind");
    /** These may also begin an answer, so that a space or a mark must follow. */
    private static final Set<String> APART = Set.of("judge", "assist", "decline", "publish", "classify");

    private static final String MARKS = ":：，,。";

    private static final Pattern DAYS = Pattern.compile(
            "^[\\s:：，,]*([0-9０-９]{1,2}|[一二两三四五六七八九十])\\s*(?:个)?(?:工作日|天|日|days?)?[\\s:：，,。]*(.*)$", Pattern.DOTALL);
    private static final String NUMERALS = "零一二三四五六七八九十";

    private final Desk desk;

    Orders(Desk desk) {
        this.desk = desk;
    }

    /** The order with which a text begins; empty where it only sounds like one: 转办手续办好了, 催办过了. */
    Optional<Command> in(String text) {
        Words words = desk.ledger.house().words();
        String written = text.strip();
        return GLUED.stream()
                .flatMap(name -> words.beginning("commands." + name, written).stream()
                        .map(word -> new Command(name, after(written, word.length()), true)))
                .filter(order -> isMeant(order, written))
                .findFirst()
                .or(() -> words.command(APART, written).filter(Command::marked));
    }

    private boolean isMeant(Command order, String written) {
        return switch (order.name()) {
            case "remind" -> order.rest().isBlank();
            case "transfer" ->
                order.rest().isBlank()
                        || !written.endsWith(order.rest())
                        || isApart(written, order.rest())
                        || new Dispatch(desk).knows(order.rest());
            default -> true;
        };
    }

    private static boolean isApart(String written, String rest) {
        char before = written.charAt(written.length() - rest.length() - 1);
        return Character.isWhitespace(before) || MARKS.indexOf(before) >= 0;
    }

    private static String after(String text, int length) {
        return text.substring(Math.min(length, text.length())).replaceFirst("^[\\s:：，,。]+", "");
    }

    /** A number of days, and what is said with it. */
    record Days(int count, String words) {
        /** Empty where it does not begin with a number of days. */
        static Optional<Days> in(String text) {
            Matcher matcher = DAYS.matcher(text);
            return matcher.matches()
                    ? Optional.of(
                            new Days(number(matcher.group(1)), matcher.group(2).strip()))
                    : Optional.empty();
        }

        static int number(String written) {
            int numeral = written.equals("两") ? 2 : NUMERALS.indexOf(written);
            return numeral >= 0 ? numeral : Integer.parseInt(written);
        }
    }

    void run(Ticket ticket, Command order) {
        String rest = order.rest().strip();
        switch (order.name()) {
            case "extend" -> new Extension(desk).of(ticket, rest);
            case "return" -> new Dispatch(desk).giveBack(ticket, rest);
            case "transfer" -> new Dispatch(desk).transfer(ticket, rest);
            case "assist" -> new Assistance(desk).call(ticket, rest);
            case "judge" -> new Judgement(desk).of(ticket, rest);
            case "decline" -> new Dispatch(desk).decline(ticket, rest);
            case "classify" -> classify(ticket, rest);
            case "publish" -> new Publishing(desk).of(ticket, rest);
            default -> new Reminding(desk.ledger).byOfficial(desk, ticket);
        }
    }

    /** 分类 供水: what it is about, where the words did not say it rightly. */
    private void classify(Ticket ticket, String name) {
        Optional<Subjects.Entry> entry = desk.ledger.house().subjects().named(name);
        if (!desk.holds(ticket)) {
            desk.notHolder(ticket);
        } else if (entry.isEmpty()) {
            String names = desk.ledger.house().subjects().entries().stream()
                    .map(Subjects.Entry::name)
                    .collect(Collectors.joining(desk.voice.say("choices.between")));
            desk.say("cadre.classify.how", ticket, Map.of("choices", names));
        } else {
            String before = ticket.about();
            ticket.classify(entry.get().code());
            desk.ledger.record(ticket, "CLASSIFIED", "CADRE", desk.cadreId, before + " " + ticket.about(), null);
            desk.say("cadre.classified", ticket, Map.of("name", entry.get().name()));
        }
    }
}
