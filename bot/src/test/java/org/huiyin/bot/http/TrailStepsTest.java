package org.huiyin.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.huiyin.bot.http.Trail.Step;
import org.huiyin.db.ticket.Trails.Carried;
import org.huiyin.db.ticket.Trails.Event;
import org.huiyin.db.ticket.Trails.Official;
import org.huiyin.db.ticket.Trails.Said;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a trail says at each turn of a message's way. A case is the rows it left; a line of the result is STATION STATE detail. */
class TrailStepsTest {
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant DUE = START.plusSeconds(3600);
    private static final Official ZHANG = new Official("张伟", "农业农村局");
    private static final Official LIU = new Official("刘建国", "县委办公室");

    private final List<Event> events = new ArrayList<>();
    private final List<Carried> carried = new ArrayList<>();

    private String told(String state, @Nullable String hold) {
        Said said = new Said(7, 2, START, "灯坏了", "4721530", state, hold, false, DUE, "sim", "wang", "王秀英", ZHANG, null);
        return TrailSteps.of(said, events, carried).stream()
                .map(TrailStepsTest::line)
                .collect(Collectors.joining("; "));
    }

    private static String line(Step step) {
        Trail.Person who = step.who();
        String name = who == null ? "" : " " + who.name();
        return step.station() + " " + step.state() + (step.detail() == null ? "" : " " + step.detail()) + name;
    }

    private void happened(int seq, String kind, String detail) {
        events.add(new Event(7, seq, START.plusSeconds(seq), kind, detail));
    }

    private void carried(int entry, String purpose, String state, @Nullable Official to) {
        Instant at = START.plusSeconds(entry);
        Instant waits = state.equals("QUEUED") ? at.plusSeconds(30) : null;
        carried.add(new Carried(7, entry, purpose, state, at, waits, at, null, "sim", to == null ? "wang" : "him", to));
    }

    @Test
    void itWaitsForAnAnswerOnceItIsDelivered() {
        carried(2, "FORWARD", "DELIVERED", ZHANG);
        assertThat(told("OPEN", null))
                .isEqualTo("ACCEPTED DONE; ROUTED DONE 张伟; DELIVERED DONE DELIVERED 张伟; ANSWERED WAITING");
    }

    @Test
    void manyPartsAreDeliveredWhenTheLastIs() {
        carried(2, "FORWARD", "DELIVERED", ZHANG);
        carried(2, "FORWARD", "QUEUED", ZHANG);
        assertThat(told("OPEN", null)).contains("DELIVERED WAITING 张伟");
        carried(2, "FORWARD", "FAILED", ZHANG);
        assertThat(told("OPEN", null)).contains("DELIVERED FAILED 张伟");
    }

    @Test
    void whatWentToTheCadreBeforeIsNotOfThisMessage() {
        carried(1, "FORWARD", "DELIVERED", LIU);
        carried(2, "FORWARD", "SENT", ZHANG);
        assertThat(told("OPEN", null)).doesNotContain("刘建国").contains("DELIVERED DONE SENT 张伟");
    }

    @Test
    void heldIsToldAndGoesToNobody() {
        assertThat(told("OPEN", "ASKED")).isEqualTo("ACCEPTED DONE; HELD WAITING ASKED; ANSWERED WAITING");
    }

    @Test
    void aDeskWithoutAChatHasItAllTheSame() {
        assertThat(told("OPEN", "UNBOUND"))
                .isEqualTo("ACCEPTED DONE; HELD WAITING UNBOUND; ROUTED DONE NO_CHAT 张伟; ANSWERED WAITING");
    }

    @Test
    void aComplaintAndItsEscalationAreTold() {
        happened(3, "COMPLAINT", "");
        carried(2, "FORWARD", "DELIVERED", ZHANG);
        carried(4, "FORWARD", "DELIVERED", LIU);
        assertThat(told("OPEN", null))
                .startsWith("ACCEPTED DONE; HELD DONE COMPLAINT; ROUTED DONE 张伟; DELIVERED DONE DELIVERED 张伟;"
                        + " ROUTED DONE 刘建国; DELIVERED DONE DELIVERED 刘建国");
    }

    @Test
    void anAnswerWaitsForItsUndoThenEchoes() {
        happened(3, "ANSWERED", "");
        carried(3, "ANSWER", "QUEUED", null);
        assertThat(told("ANSWERED", null)).endsWith("ANSWERED DONE ANSWERED; ECHOED WAITING");
        carried.clear();
        carried(3, "ANSWER", "DELIVERED", null);
        assertThat(told("ANSWERED", null)).endsWith("ANSWERED DONE ANSWERED; ECHOED DONE DELIVERED");
    }

    @Test
    void whatWasTakenBackIsWaitedForAgain() {
        happened(3, "ANSWERED", "");
        carried(3, "ANSWER", "UNDONE", null);
        happened(4, "UNDONE", "");
        assertThat(told("OPEN", null)).endsWith("ANSWERED UNDONE ANSWERED; ANSWERED WAITING");
        happened(5, "RESOLVED", "");
        carried(5, "RESOLVED", "DELIVERED", null);
        assertThat(told("RESOLVED", null)).endsWith("ANSWERED DONE RESOLVED; ECHOED DONE DELIVERED; FEEDBACK WAITING");
    }

    @Test
    void theVillagerHasTheLastWord() {
        happened(3, "RESOLVED", "");
        carried(3, "RESOLVED", "DELIVERED", null);
        happened(4, "FEEDBACK", "NO");
        assertThat(told("OPEN", null)).endsWith("ECHOED DONE DELIVERED; FEEDBACK DONE NO; ANSWERED WAITING");
        happened(5, "RESOLVED", "");
        carried(5, "RESOLVED", "DELIVERED", null);
        happened(6, "FEEDBACK", "YES");
        happened(7, "CLOSED", "CONFIRMED");
        assertThat(told("CLOSED", null)).endsWith("ECHOED DONE DELIVERED; FEEDBACK DONE YES; CLOSED DONE CONFIRMED");
    }

    @Test
    void anAnswerBeforeTheMessageIsNotItsAnswer() {
        happened(1, "ANSWERED", "");
        carried(1, "ANSWER", "DELIVERED", null);
        carried(2, "FORWARD", "DELIVERED", ZHANG);
        assertThat(told("OPEN", null)).endsWith("DELIVERED DONE DELIVERED 张伟; ANSWERED WAITING");
    }
}
