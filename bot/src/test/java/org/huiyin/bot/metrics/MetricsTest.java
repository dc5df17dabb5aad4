package org.huiyin.bot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.huiyin.bot.metrics.Metrics.Outcome;
import org.huiyin.bot.metrics.Metrics.Refusal;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void everyMeterHasItsNameAndUnit() {
        Metrics metrics = new Metrics();
        metrics.introduce("main");
        metrics.accepted("main");
        metrics.duplicate("main");
        metrics.refused("main", Refusal.TOO_LARGE);
        metrics.outcome("main", Outcome.RETRY_LATER);
        metrics.setAside(Refusal.MALFORMED);
        metrics.committed(Duration.ofMillis(7), 3);
        metrics.paused("main", true);
        metrics.queueAge(() -> 4.5);
        assertThat(metrics.scrape())
                .contains(
                        "huiyin_accepted_total{channel=\"main\"} 1.0",
                        "huiyin_duplicates_total{channel=\"main\"} 1.0",
                        "huiyin_refused_total{channel=\"main\",reason=\"too_large\"} 1.0",
                        "huiyin_refused_total{channel=\"main\",reason=\"malformed\"} 0.0",
                        "huiyin_outcomes_total{channel=\"main\",kind=\"retry_later\"} 1.0",
                        "huiyin_set_aside_total{reason=\"malformed\"} 1.0",
                        "huiyin_commit_seconds_bucket{le=\"0.01\"} 1",
                        "huiyin_batch_size_sum 3.0",
                        "huiyin_channel_paused{channel=\"main\"} 1.0",
                        "huiyin_queue_age_seconds 4.5");
    }
}
