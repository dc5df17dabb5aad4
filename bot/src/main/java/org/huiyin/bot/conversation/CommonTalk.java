package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.texts.Command;
import org.huiyin.bot.texts.Words;

/** 共性, 共性 K12, 共性 K12 转办 县水利局: what officials of the county desk, and of the department that has it, say about common problems. */
final class CommonTalk {
    private static final Pattern CODE = Pattern.compile("^[KkＫｋ] ?([0-9０-９]{1,9})(?![0-9０-９])[\\s:：,，。]*");
    /** 共性K12, 加#4721530: a space may be left out. */
    private static final Pattern GLUED = Pattern.compile("(?<=\\p{IsHan})(?=[KkＫｋ] ?[0-9０-９]|[#＃]|[0-9０-９]{1,2}$)");

    private static final Set<String> OF_DESK =
            Set.of("common-merge", "common-add", "common-out", "common-no", "transfer");
    private static final Set<String> OF_DEPARTMENT = Set.of("common-answer", "resolve");

    private final Desk desk;
    private final Ledger ledger;
    private final Words words;
    private final Commons commons;
    private final CommonLists lists;

    CommonTalk(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
        this.words = ledger.house().words();
        this.commons = new Commons(ledger);
        this.lists = new CommonLists(desk, commons);
    }

    /** Whether it was about common problems: never words for a villager. English that only begins so is somebody's answer. */
    boolean take(String text) {
        Optional<Command> command = words.command(Set.of("common"), apart(text)).filter(this::isMeant);
        command.ifPresent(found -> run(found.rest()));
        return command.isPresent();
    }

    private boolean isMeant(Command command) {
        return command.marked()
                || CODE.matcher(command.rest()).find()
                || words.command(Set.of("common-merge"), command.rest()).isPresent();
    }

    private static String apart(String text) {
        return GLUED.matcher(text.strip()).replaceAll(" ");
    }

    /** Whether the text asks for more of a list of these. */
    boolean more(Kept shown, String text) {
        boolean more =
                words.command(Set.of("more"), text).filter(Command::alone).isPresent();
        if (!CommonLists.isOne(shown) || !more) {
            return false;
        }
        Optional<CommonProblem> problem = Optional.ofNullable(shown.code()).flatMap(this::problem);
        problem.ifPresentOrElse(of -> lists.tickets(of, shown.shown()), () -> lists.problems(shown.shown()));
        return true;
    }

    private void run(String rest) {
        Matcher code = CODE.matcher(rest);
        Optional<Command> merge = words.command(Set.of("common-merge"), rest);
        if (code.find()) {
            of(code.group(1), rest.substring(code.end()).strip());
        } else if (merge.isPresent() && desk.isOfDesk()) {
            new CommonWork(desk, commons).byHand(merge.get().rest());
        } else {
            lists.problems(CommonLists.from(rest));
        }
    }

    private void of(String number, String rest) {
        String plain = Normalizer.normalize(number, Normalizer.Form.NFKC);
        Optional<CommonProblem> problem = problem(plain);
        if (problem.isEmpty()) {
            desk.say("cadre.common.not-found", Map.of("problem", "K" + plain));
        } else if (CommonLists.isPage(rest)) {
            lists.tickets(problem.get(), CommonLists.from(rest));
        } else {
            order(problem.get(), rest);
        }
    }

    /** One that he may know of: for everybody else there is none. */
    private Optional<CommonProblem> problem(String number) {
        return commons.problem(Long.parseLong(number))
                .filter(found -> found.state() != CommonProblem.State.DISMISSED)
                .filter(found -> desk.isOfDesk() || commons.answers(found, desk.cadreId));
    }

    private void order(CommonProblem problem, String rest) {
        Optional<Command> ofDesk = words.command(OF_DESK, rest);
        Optional<Command> ofDepartment = words.command(OF_DEPARTMENT, rest);
        CommonWork work = new CommonWork(desk, commons);
        if (ofDesk.isPresent() && !desk.isOfDesk()) {
            desk.say("cadre.common.desk", Map.of("problem", problem.code()));
        } else if (ofDesk.isPresent()) {
            ordered(work, problem, ofDesk.get());
        } else if (ofDepartment.isEmpty()) {
            desk.say("cadre.common.how", Map.of("problem", problem.code()));
        } else if (!commons.answers(problem, desk.cadreId)) {
            desk.say(
                    "cadre.common.department",
                    Map.of("problem", problem.code(), "owner", commons.owner(problem, desk.voice)));
        } else if (ofDepartment.get().name().equals("resolve")) {
            work.solve(problem, ofDepartment.get().rest().strip());
        } else {
            work.answer(problem, ofDepartment.get().rest().strip());
        }
    }

    private static void ordered(CommonWork work, CommonProblem problem, Command order) {
        String rest = order.rest().strip();
        switch (order.name()) {
            case "common-merge" -> work.merge(problem, rest);
            case "common-add" -> work.add(problem, rest);
            case "common-out" -> work.takeOut(problem, rest);
            case "common-no" -> work.dismiss(problem);
            default -> work.assign(problem, rest);
        }
    }
}
