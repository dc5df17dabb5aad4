package org.huiyin.bot.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huiyin.bot.ticket.Ticket.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state with every row that could follow. */
class LifeCycleTest {

    @ParameterizedTest(name = "{0} + {1} {2} = {3}")
    @CsvSource(
            delimiterString = "|",
            value = {
                "OPEN | SAID | | OPEN",
                "OPEN | ANSWERED | | ANSWERED",
                "OPEN | ASSISTED | | OPEN",
                "OPEN | RESOLVED | | RESOLVED",
                "OPEN | CLIMBED | OVERDUE 2 | OPEN",
                "OPEN | TRANSFERRED | DUTY 5 1 | OPEN",
                "OPEN | MERGED | | MERGED",
                "OPEN | CLOSED | WITHDRAWN | CLOSED",
                "OPEN | CLOSED | DECLINED | CLOSED",
                "OPEN | RED | RESOLUTION 0 | OPEN",
                "OPEN | JUDGED | 1 2026-12-01T16:00:00Z | OPEN",
                "OPEN | EXTENDED | 3 | OPEN",
                "OPEN | FEEDBACK | YES | OPEN",
                "OPEN | FEEDBACK | NO | refused",
                "OPEN | UNMERGED | | refused",
                "OPEN | REOPENED | NO | refused",
                "ANSWERED | SAID | | OPEN",
                "ANSWERED | ANSWERED | | ANSWERED",
                "ANSWERED | RESOLVED | | RESOLVED",
                "ANSWERED | RETURNED | | OPEN",
                "ANSWERED | ESCALATED | | OPEN",
                "ANSWERED | MERGED | | MERGED",
                "ANSWERED | CLOSED | WITHDRAWN | CLOSED",
                "ANSWERED | FEEDBACK | PARTLY | refused",
                "RESOLVED | SAID | | RESOLVED",
                "RESOLVED | ANSWERED | | RESOLVED",
                "RESOLVED | RESOLVED | | RESOLVED",
                "RESOLVED | UNREACHED | | RESOLVED",
                "RESOLVED | FEEDBACK | YES | RESOLVED",
                "RESOLVED | FEEDBACK | NO | OPEN",
                "RESOLVED | FEEDBACK | PARTLY | OPEN",
                "RESOLVED | CLOSED | SILENT | CLOSED",
                "RESOLVED | MERGED | | refused",
                "RESOLVED | REOPENED | NO | refused",
                "MERGED | SAID | | MERGED",
                "MERGED | ANSWERED | | MERGED",
                "MERGED | RESOLVED | | RESOLVED",
                "MERGED | UNMERGED | | OPEN",
                "MERGED | CLOSED | WITHDRAWN | CLOSED",
                "MERGED | TRANSFERRED | DUTY 5 1 | OPEN",
                "CLOSED | REOPENED | NO | OPEN",
                "CLOSED | RATED | FAIR | CLOSED",
                "CLOSED | CONSENT | YES | CLOSED",
                "CLOSED | FEEDBACK | YES | CLOSED",
                "CLOSED | ANSWERED | | refused",
                "CLOSED | RESOLVED | | refused",
                "CLOSED | CLOSED | SILENT | refused",
                "CLOSED | ESCALATED | | refused",
                "CLOSED | MERGED | | refused"
            })
    void aRowLeadsFromOneStateToTheNext(State state, String kind, String detail, String after) {
        String with = detail == null ? "" : detail;
        assertThat(LifeCycle.allows(state, kind, with)).isEqualTo(!after.equals("refused"));
        if (after.equals("refused")) {
            assertThatThrownBy(() -> LifeCycle.after(state, kind, with))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(kind);
        } else {
            assertThat(LifeCycle.after(state, kind, with)).isEqualTo(State.valueOf(after));
        }
    }
}
