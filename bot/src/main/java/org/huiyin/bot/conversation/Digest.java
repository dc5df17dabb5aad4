package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.common.CommonProblem;
import org.huiyin.bot.conversation.Letter.Priority;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;

/** Twice a day an official hears what lies with him, the most urgent first, in one message for all of it. */
final class Digest {
    /** So many are named; the others are counted. */
    private static final int NAMED = 5;

    private final Ledger ledger;

    Digest(Ledger ledger) {
        this.ledger = ledger;
    }

    void run(Said.Digest said) {
        List<Ticket> waiting = ledger.heldBy(said.cadreId()).stream()
                .filter(t -> t.state() != Ticket.State.RESOLVED && t.state() != Ticket.State.MERGED)
                .toList();
        Optional<Official.Chat> chat = ledger.directory().official(said.cadreId()).stream()
                .flatMap(official -> official.chats().stream())
                .filter(Official.Chat::reachable)
                .findFirst();
        long common = common(said.cadreId());
        List<Ticket> late = leadsDesk(said.cadreId()) ? lateAtDesk(said.cadreId()) : List.of();
        if (!waiting.isEmpty() || common > 0 || !late.isEmpty()) {
            chat.ifPresent(to -> send(to, waiting, common, late));
        }
    }

    /** Above the desk nothing climbs: whoever leads it, or stands in for him, hears what its others have not done. */
    private boolean leadsDesk(long cadreId) {
        return Routing.available(ledger.directory().desk(), Set.of())
                .flatMap(Holder::official)
                .filter(official -> official.cadreId() == cadreId)
                .isPresent();
    }

    /** Not what he has himself, which he reads above, and nothing that is about him. */
    private List<Ticket> lateAtDesk(long cadreId) {
        List<Ticket> late = ledger.overdueAtDesk().stream()
                .filter(ticket -> !Objects.equals(ticket.holderCadreId(), cadreId))
                .toList();
        ledger.foresee(late.stream().filter(Ticket::confidential).toList());
        return late.stream()
                .filter(ticket -> !new Concerned(ledger).by(ticket).contains(cadreId))
                .toList();
    }

    /** Common problems about which he has to decide something: the desk of what is suggested or given to nobody, a department of what it has not answered. */
    private long common(long cadreId) {
        Commons commons = new Commons(ledger);
        boolean desk = ledger.directory().desk().stream()
                .flatMap(holder -> holder.official().stream())
                .anyMatch(official -> official.cadreId() == cadreId);
        boolean head = ledger.directory().departments().stream()
                .flatMap(department -> department.seats().stream())
                .flatMap(holder -> holder.official().stream())
                .anyMatch(official -> official.cadreId() == cadreId);
        return !(desk || head)
                ? 0
                : commons.live().stream()
                        .filter(problem -> (desk && isUndecided(problem))
                                || (problem.state() == CommonProblem.State.OPEN && commons.answers(problem, cadreId)))
                        .count();
    }

    private static boolean isUndecided(CommonProblem problem) {
        return problem.state() == CommonProblem.State.SUGGESTED
                || (problem.state() == CommonProblem.State.OPEN && problem.unitId() == null);
    }

    private void send(Official.Chat to, List<Ticket> waiting, long common, List<Ticket> late) {
        boolean sms = ledger.house().limits(to.channel()).kind() == Limits.Kind.SMS;
        Texts.Voice voice = ledger.house().texts().voice(to.language(), sms);
        Labels labels = new Labels(ledger);
        long overdue =
                waiting.stream().filter(t -> ledger.now().isAfter(t.due().at())).count();
        List<String> lines = new ArrayList<>();
        if (!waiting.isEmpty()) {
            lines.add(voice.say(
                    "cadre.digest", Map.of("count", Integer.toString(waiting.size()), "late", Long.toString(overdue))));
        }
        if (!sms) {
            waiting.stream().limit(NAMED).forEach(ticket -> lines.add(labels.todo(ticket, voice)));
        }
        if (common > 0) {
            lines.add(voice.say("cadre.digest.common", Map.of("count", Long.toString(common))));
        }
        if (!late.isEmpty()) {
            lines.add(atDesk(late, labels, voice));
        }
        Letter letter = Letter.to(to.addressId(), Purpose.NOTICE, Draft.words(String.join("\n", lines)), ledger.now())
                .first(Priority.REMINDER);
        ledger.send(letter, to.channel());
    }

    /** How many with whom, and since when the oldest: no code and no name of a villager, for some of them are kept from everybody else. */
    private String atDesk(List<Ticket> late, Labels labels, Texts.Voice voice) {
        Map<String, List<Ticket>> byHolder =
                late.stream().collect(Collectors.groupingBy(this::holder, LinkedHashMap::new, Collectors.toList()));
        String who = byHolder.entrySet().stream()
                .limit(NAMED)
                .map(held -> voice.say(
                        "cadre.digest.desk.line",
                        Map.of(
                                "name", held.getKey().isEmpty() ? voice.say("cadre.digest.desk.nobody") : held.getKey(),
                                "count", Integer.toString(held.getValue().size()),
                                "due", labels.due(held.getValue().get(0).due(), voice))))
                .collect(Collectors.joining(voice.say("choices.between")));
        return voice.say("cadre.digest.desk", Map.of("count", Integer.toString(late.size()), "who", who));
    }

    private String holder(Ticket ticket) {
        return Optional.ofNullable(ticket.holderCadreId())
                .flatMap(ledger.directory()::official)
                .map(Official::name)
                .orElse("");
    }
}
