package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huiyin.bot.clock.Deadlines.Due;
import org.huiyin.bot.routing.Department;
import org.huiyin.bot.routing.Directory;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.ticket.LifeCycle;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.ticket.HistoryRow;

/** 转办 县水利局 原因, 退单 原因, 不受理 原因: the county desk gives a matter to whoever it belongs to, and gets it back, or says that it is nobody's. */
final class Dispatch {
    /** The third time the county designates who has it, and that is not returned. */
    private static final int DESIGNATES_AT = 3;
    /** So many departments are named to somebody who mistyped one. */
    private static final int NAMED = 8;

    private static final Set<String> COMING =
            Set.of("TRANSFERRED", "RETURNED", "CLIMBED", "ESCALATED", "ROUTED", "REOPENED");

    private final Desk desk;
    private final Ledger ledger;

    Dispatch(Desk desk) {
        this.desk = desk;
        this.ledger = desk.ledger;
    }

    // -------------------------------------------------------------------------------------------------------------
    // giving

    void transfer(Ticket ticket, String text) {
        String[] parts = text.split("[\\s:：，,]+", 2);
        Optional<Holder> to = to(ticket, parts[0]);
        if (!ticket.open()) {
            desk.say("cadre.closed", ticket, Map.of());
        } else if (!desk.holdsAsDesk(ticket)) {
            desk.say("cadre.transfer.desk", ticket, Map.of());
        } else if (to.isEmpty()) {
            desk.say("cadre.transfer.who", ticket, Map.of("name", parts[0], "choices", departments()));
        } else if (parts.length < 2 || parts[1].isBlank()) {
            desk.say("cadre.transfer.how", ticket, Map.of());
        } else {
            transfer(ticket, to.get(), parts[1].strip());
        }
    }

    /** A department's seat, or a grid's; of what is kept from the line no grid's, and nobody's who is concerned. */
    private Optional<Holder> to(Ticket ticket, String name) {
        Directory directory = ledger.directory();
        Optional<List<Holder>> grid = ticket.confidential()
                ? Optional.empty()
                : directory.seatsOf(name, ticket.subject().gridId());
        return directory
                .department(name)
                .map(Department::seats)
                .or(() -> grid)
                .flatMap(seats -> Routing.available(seats, new Concerned(ledger).by(ticket)));
    }

    /** Whether a text begins with whom something can be given to. */
    boolean knows(String text) {
        String name = text.split("[\\s:：，,]+", 2)[0];
        Directory directory = ledger.directory();
        return directory.department(name).isPresent()
                || directory.gridNamed(name).isPresent();
    }

    String departments() {
        return ledger.directory().departments().stream()
                .map(Department::name)
                .limit(NAMED)
                .collect(Collectors.joining(desk.voice.say("choices.between")));
    }

    private void transfer(Ticket ticket, Holder to, String reason) {
        int times = 1 + (int) count(ledger.story(ticket), "TRANSFERRED");
        ledger.record(ticket, "TRANSFERRED", "CADRE", desk.cadreId, "DUTY " + to.dutyId() + " " + times, reason);
        new Telling(ledger).unask(ticket);
        ticket.pass(to, ledger.house().deadlines(), ledger.now());
        boolean designated = times >= DESIGNATES_AT;
        String until = desk.labels.due(new Due(returnable(ticket), false), desk.voice);
        desk.forwarding.story(
                ticket,
                designated ? "cadre.designated" : "cadre.transferred",
                Map.of("from", desk.ownName(), "reason", reason, "until", until));
        new Telling(ledger).tell(ticket, "told.transferred", Map.of());
        desk.say("cadre.transfer.done", ticket, Map.of("holder", desk.labels.holder(ticket, desk.voice)));
    }

    private Instant returnable(Ticket ticket) {
        return ledger.house().deadlines().returnable(ticket.kind(), ticket.pressing(), ticket.level(), ledger.now());
    }

    private static long count(List<HistoryRow> story, String kind) {
        return story.stream().filter(row -> row.kind().equals(kind)).count();
    }

    // ------------------------------------------------------------------------------------------------------------
    // returning

    void giveBack(Ticket ticket, String reason) {
        List<HistoryRow> story = ledger.story(ticket);
        Optional<HistoryRow> came = story.stream()
                .filter(row -> COMING.contains(row.kind()))
                .reduce((a, b) -> b)
                .filter(row -> row.kind().equals("TRANSFERRED"));
        if (!desk.holds(ticket) || !ticket.open()) {
            desk.notHolder(ticket);
        } else if (came.isEmpty()) {
            desk.say("cadre.return.first", ticket, Map.of());
        } else if (count(story, "TRANSFERRED") >= DESIGNATES_AT) {
            desk.say("cadre.return.designated", ticket, Map.of());
        } else if (reason.isBlank()) {
            desk.say("cadre.return.how", ticket, Map.of());
        } else if (!ledger.house()
                .deadlines()
                .returnable(
                        ticket.kind(),
                        ticket.pressing(),
                        ticket.level(),
                        came.get().at())
                .isAfter(ledger.now())) {
            desk.say("cadre.return.late", ticket, Map.of());
        } else {
            giveBackNow(ticket, reason);
        }
    }

    private void giveBackNow(Ticket ticket, String reason) {
        ledger.record(ticket, "RETURNED", "CADRE", desk.cadreId, "", reason);
        Holder back = Routing.first(ledger.directory().desk(), new Concerned(ledger).by(ticket));
        new Telling(ledger).unask(ticket);
        ticket.pass(back, ledger.house().deadlines(), ledger.now());
        desk.forwarding.story(ticket, "cadre.returned", Map.of("from", desk.ownName(), "reason", reason));
        new Telling(ledger).tell(ticket, "told.returned", Map.of("from", desk.ownName(), "reason", reason));
        desk.say("cadre.return.done", ticket, Map.of());
    }

    // -------------------------------------------------------------------------------------------------------------
    // declining

    void decline(Ticket ticket, String reason) {
        if (!ticket.open()) {
            desk.say("cadre.closed", ticket, Map.of());
        } else if (!desk.holdsAsDesk(ticket)) {
            desk.say("cadre.decline.desk", ticket, Map.of());
        } else if (reason.isBlank() || !LifeCycle.allows(ticket.state(), "CLOSED", "DECLINED")) {
            desk.say("cadre.decline.how", ticket, Map.of());
        } else {
            new Telling(ledger).unask(ticket);
            ticket.closed(ledger.now(), "DECLINED");
            ledger.record(ticket, "CLOSED", "CADRE", desk.cadreId, "DECLINED", reason);
            boolean told = new Telling(ledger).tell(ticket, "told.declined", Map.of("reason", reason));
            new Contest(ledger).offer(ticket);
            desk.say(told ? "cadre.declined" : "cadre.no-address", ticket, Map.of());
        }
    }
}
