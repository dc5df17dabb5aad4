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

    /** What is part of a common problem goes its way with that. */
    private static final Set<String> ALONE = Set.of("extend", "return", "transfer", "decline");

    /** 3天, 3 个工作日, 十五天, 3 followed by a space; but 1个月 and 2周 are no days. */
    private static final Pattern DAYS = Pattern.compile(
            "^[\\s:：，,]*(?:([0-9０-９]{1,2}|[一二两三四五六七八九]?十?[一二三四五六七八九]?)\\s*个?(?:工作日|天|日|days?)"
                    + "|([0-9０-９]{1,2})(?=[\\s:：，,。]|$))[\\s:：，,。]*(.*)$",
            Pattern.DOTALL);

    private static final Pattern GLUED_DAYS =
            Pattern.compile("^[0-9０-９一二两三四五六七八九十]{1,3}\\s*个?(?:工作日|天|日|days?)?(?:[\\s:：，,。].*|)$", Pattern.DOTALL);

    private static final String NUMERALS = "零一二三四五六七八九";

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
                .or(() -> words.command(APART, written).filter(Command::marked))
                .or(() -> words.command(Set.copyOf(GLUED), written).filter(Command::marked));
    }

    private boolean isMeant(Command order, String written) {
        return switch (order.name()) {
            case "remind" -> order.rest().isBlank();
            case "transfer" ->
                (isApart(written, order.rest()) && !isLatin(written))
                        || order.rest().isBlank()
                        || new Dispatch(desk).knows(order.rest());
            case "extend" ->
                isApart(written, order.rest())
                        || GLUED_DAYS.matcher(order.rest()).matches();
            default -> isApart(written, order.rest());
        };
    }

    private static boolean isLatin(String written) {
        return written.codePointAt(0) < 128;
    }

    private static boolean isApart(String written, String rest) {
        if (rest.isBlank() || !written.endsWith(rest)) {
            return true;
        }
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
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String count = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            return count.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Days(number(count), matcher.group(3).strip()));
        }

        /** Of digits, or of Chinese numerals up to 九十九. */
        static int number(String written) {
            int ten = written.indexOf('十');
            if (ten < 0) {
                int numeral = NUMERALS.indexOf(written.replace('两', '二'));
                return numeral > 0 ? numeral : Integer.parseInt(written);
            }
            int tens = ten == 0 ? 1 : NUMERALS.indexOf(written.substring(0, ten));
            String ones = written.substring(ten + 1);
            return tens * 10 + (ones.isEmpty() ? 0 : NUMERALS.indexOf(ones));
        }
    }

    void run(Ticket ticket, Command order) {
        String rest = order.rest().strip();
        if (ticket.state() == Ticket.State.MERGED && ALONE.contains(order.name())) {
            desk.say("cadre.merged", ticket, Map.of());
            return;
        }
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
