package org.huiyin.bot.conversation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.registry.KnownHousehold;
import org.huiyin.db.registry.OfficialRows;
import org.jspecify.annotations.Nullable;

/** How people, posts and times are called in what we say. */
final class Labels {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    /** "北关村3组12号" is called "北关村3组": the group is enough to know somebody by, and no more than needed. */
    private static final Pattern GROUP = Pattern.compile("^.{0,12}?\\d+组");

    private final Ledger ledger;

    Labels(Ledger ledger) {
        this.ledger = ledger;
    }

    /** "王秀英·北关村3组"; without a name when the ticket is confidential or nobody knows the sender. */
    String person(Ticket ticket, Texts.Voice voice) {
        if (ticket.confidential()) {
            return voice.say("label.confidential");
        }
        if (ticket.anonymous()) {
            return voice.say("label.anonymous");
        }
        String name = ticket.subject().name();
        return name == null
                ? voice.say("label.unknown")
                : voice.say(
                        "label.person",
                        Map.of(
                                "name",
                                name,
                                "place",
                                place(ticket.subject().place(), ticket.subject().gridId())));
    }

    /** Just the name, in the same cases. */
    String name(Ticket ticket, Texts.Voice voice) {
        String name = ticket.subject().name();
        return ticket.confidential() || ticket.anonymous() || name == null ? person(ticket, voice) : name;
    }

    /** The village alone: no person is known by it. */
    String village(Ticket ticket) {
        return Optional.ofNullable(ticket.subject().gridId())
                .flatMap(ledger.directory()::grid)
                .map(OfficialRows.Grid::name)
                .orElse("");
    }

    String place(KnownHousehold household) {
        return place(household.place(), household.gridId());
    }

    private String place(@Nullable String address, @Nullable Long gridId) {
        String grid = Optional.ofNullable(gridId)
                .flatMap(ledger.directory()::grid)
                .map(OfficialRows.Grid::name)
                .orElse("");
        Matcher group = GROUP.matcher(address == null ? "" : address);
        if (!group.find()) {
            return grid;
        }
        return group.group().contains(grid) ? group.group() : grid + group.group();
    }

    /** "张伟（县农业农村局）", or the county desk. */
    String holder(Holder holder, Texts.Voice voice) {
        return holder.isDesk()
                ? voice.say("holder.desk")
                : holder.official().map(o -> official(o, voice)).orElse("");
    }

    String official(Official official, Texts.Voice voice) {
        return voice.say("holder.cadre", Map.of("name", official.name(), "unit", official.unit()));
    }

    /** Who has a ticket now, in words for the villager. */
    String holder(Ticket ticket, Texts.Voice voice) {
        Long cadre = ticket.holderCadreId();
        boolean desk = ledger.directory().desk().stream().anyMatch(h -> h.dutyId() == ticket.holderId());
        return desk || cadre == null
                ? voice.say("holder.desk")
                : ledger.directory()
                        .official(cadre)
                        .map(o -> official(o, voice))
                        .orElseGet(() -> voice.say("holder.desk"));
    }

    /** "11月23日24:00", or a time of the day; "（暂定）" where the calendar of that year is not published. */
    String due(Deadlines.Due due, Texts.Voice voice) {
        ZonedDateTime local = due.at().atZone(zone());
        boolean endOfDay = local.toLocalTime().toSecondOfDay() == 0;
        LocalDate day = endOfDay ? local.toLocalDate().minusDays(1) : local.toLocalDate();
        String text = voice.say(
                endOfDay ? "due.day" : "due.time",
                Map.of(
                        "month", Integer.toString(day.getMonthValue()),
                        "day", Integer.toString(day.getDayOfMonth()),
                        "time", TIME.format(local)));
        return due.provisional() ? text + voice.say("due.provisional") : text;
    }

    /** A line of a list of what is to be done. */
    String todo(Ticket ticket, Texts.Voice voice) {
        boolean waits = ticket.state() == Ticket.State.OPEN || ticket.state() == Ticket.State.ANSWERED;
        boolean late = waits && ledger.now().isAfter(ticket.due().at());
        return voice.say(
                "cadre.todo.line",
                Map.of(
                        "code", ticket.code(),
                        "label", person(ticket, voice),
                        "state", voice.say("cadre.state." + ticket.state()),
                        "due", due(ticket.due(), voice),
                        "late", late ? voice.say("cadre.todo.late") : ""));
    }

    /** "12月10日": a day and no hour. */
    String date(LocalDate day, Texts.Voice voice) {
        return voice.say(
                "date",
                Map.of(
                        "month", Integer.toString(day.getMonthValue()),
                        "day", Integer.toString(day.getDayOfMonth())));
    }

    /** The day that ends at a moment, or in which it lies. */
    String day(Instant at, Texts.Voice voice) {
        return due(new Deadlines.Due(at, false), voice);
    }

    /** "今天07:30", "明天07:30" or, for any other day, its date too. */
    String moment(Instant at, Texts.Voice voice) {
        ZonedDateTime local = at.atZone(zone());
        long days = ChronoUnit.DAYS.between(ledger.now().atZone(zone()).toLocalDate(), local.toLocalDate());
        String key = days == 0 ? "time.today" : days == 1 ? "time.tomorrow" : "time.later";
        return voice.say(
                key,
                Map.of(
                        "time", TIME.format(local),
                        "month", Integer.toString(local.getMonthValue()),
                        "day", Integer.toString(local.getDayOfMonth())));
    }

    private ZoneId zone() {
        return ledger.house().deadlines().zone();
    }
}
