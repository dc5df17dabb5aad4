package org.huiyin.bot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.adapters.tencent.StubSent;
import org.huiyin.adapters.tencent.TencentStub;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.PaperCounty;
import org.huiyin.bot.service.Records;
import org.huiyin.bot.service.Records.Entry;

/** Compares what villagers were told was taken with what the database holds and what reached their cadres. */
record Reckoning(Records records, TencentStub toCadres, PaperCounty county) {
    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final Pattern TOKEN = Pattern.compile("（第\\d+户第\\d+条）");

    /** Waits until nothing is to be sent any more: then whatever was answered 200 is there once, in its order, and has reached the cadre. */
    void check(Writers writers) throws Exception {
        Map<String, List<String>> noted = writers.noted().entrySet().stream()
                .collect(Collectors.toMap(e -> PaperCounty.openId(e.getKey()), Map.Entry::getValue));
        Awaiting.until("nothing waits to be sent", DRAIN, () -> records.number("SELECT count(*) FROM outbox") == 0);

        Map<String, List<Entry>> said = records.entries("SAID").stream()
                .filter(entry -> noted.containsKey(entry.address()))
                .collect(Collectors.groupingBy(Entry::address));
        assertThat(said.keySet()).isEqualTo(noted.keySet());
        noted.forEach((villager, tokens) -> {
            List<Entry> kept = said.getOrDefault(villager, List.of());
            assertThat(kept.stream().flatMap(entry -> token(entry.body())))
                    .as("each once, in his order: what %s said", villager)
                    .containsExactlyElementsOf(tokens);
            assertThat(kept.stream().map(Entry::ticketId).distinct())
                    .as("tickets of %s", villager)
                    .hasSize(1);
        });
        writers.noted()
                .forEach((villager, tokens) -> assertThat(
                                reached(county.userIdOfCadreOf(villager)).distinct())
                        .as("in his order, repetitions aside: what reached the cadre of villager %d", villager)
                        .containsExactlyElementsOf(tokens));
        assertThat(records.number("SELECT count(*) FROM ticket"))
                .as("no ticket without words")
                .isEqualTo(records.number("SELECT count(DISTINCT ticket_id) FROM history WHERE kind = 'SAID'"));
        assertThat(records.parts()).allSatisfy(part -> assertThat(part.state()).isEqualTo("SENT"));
        assertThat(records.number("SELECT count(*) FROM set_aside")).isZero();
    }

    /** The same, where nothing was so interrupted that anything needed to be sent again: not even a repetition that WeCom drops. */
    void checkSentOnce(Writers writers) throws Exception {
        check(writers);
        assertThat(toCadres.duplicates()).as("repetitions that WeCom dropped").isZero();
        writers.noted()
                .keySet()
                .forEach(villager ->
                        assertThat(reached(county.userIdOfCadreOf(villager))).doesNotHaveDuplicates());
    }

    private Stream<String> reached(String userId) {
        return toCadres.sentTo(userId).stream().map(StubSent::text).flatMap(Reckoning::token);
    }

    private static Stream<String> token(String text) {
        Matcher matcher = TOKEN.matcher(text);
        return matcher.find() ? Stream.of(matcher.group()) : Stream.empty();
    }
}
