package org.huiyin.adapters.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the standard's own example, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "not sampled, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
        "flags nobody knows yet, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff",
        "a later version, 01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "a later and longer version, cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-may-come"
    })
    void itsFormIsTheStandards(String label, String header) {
        assertThat(Trace.named(header).map(Trace::toString)).as(label).contains(ID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                ID,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0\n",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void nothingElseIsBelieved(String header) {
        assertThat(Trace.named(header)).isEmpty();
    }

    @Test
    void whatIsSentOnNamesTheSameTraceAndAnotherParent() {
        Trace trace = Trace.begin();
        assertThat(Trace.named(trace.header())).contains(trace);
        assertThat(trace.header()).isNotEqualTo(trace.header()).contains(trace.toString());
        assertThat(Trace.of(trace.id())).isEqualTo(trace);
    }

    @Test
    void noneIsNeverSent() {
        assertThat(Trace.NONE.header()).isEmpty();
        assertThat(Trace.of(null)).isEqualTo(Trace.NONE);
    }

    @Test
    void aNewOneIsAlwaysValidAndNobodyElses() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> Trace.begin()).distinct())
                .hasSize(1000)
                .allSatisfy(one -> assertThat(Trace.named(one.header())).isEqualTo(Optional.of(one)));
    }
}
