package org.huiyin.bot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huiyin.db.inbound.SetAside;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An alarm that looks at a meter which is not there never comes, and one that nobody explains helps nobody. */
class AlertsTest {
    private static final Path ALERTS = Path.of("..", "config", "alerts.yaml");
    private static final Pattern SERIES = Pattern.compile("(huiyin_[a-z_]+)(?:\\{([^}]*)})?");

    /** An alarm as Prometheus reads it. */
    private record Alert(String name, String expression, String runbook) {}

    private static List<Alert> alerts() throws IOException {
        Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(ALERTS));
        return maps(map(maps(map(root).get("groups")).get(0)).get("rules")).stream()
                .map(rule -> new Alert(
                        String.valueOf(rule.get("alert")),
                        String.valueOf(rule.get("expr")),
                        String.valueOf(map(rule.get("annotations")).get("runbook"))))
                .toList();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<? extends Map<?, ?>> maps(@Nullable Object value) {
        return ((List<?>) Objects.requireNonNull(value))
                .stream().map(AlertsTest::map).toList();
    }

    /** Every series that a node with one channel shows. */
    private static Set<String> series() {
        Metrics metrics = new Metrics();
        metrics.introduce("c");
        metrics.queueAge(() -> 0);
        metrics.setBack(() -> 0);
        metrics.standing().queue("c", 0, 0);
        metrics.setAside(SetAside.Reason.POISON);
        return metrics.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyMeterIsThereWithTheLabelsThatAreAskedFor(Alert alert) {
        Set<String> series = series();
        List<MatchResult> asked = SERIES.matcher(alert.expression()).results().toList();
        assertThat(asked.isEmpty()).isEqualTo(alert.expression().startsWith("up{"));
        for (MatchResult one : asked) {
            assertThat(series)
                    .as("%s looks at %s", alert.name(), one.group())
                    .anyMatch(known -> known.split("\\{", 2)[0].equals(one.group(1))
                            && (one.group(2) == null || known.contains(one.group(2))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"runbook.md", "runbook.zh-CN.md"})
    void everyAlarmIsExplainedAndNoOther(String file) throws Exception {
        List<String> explained = Files.readAllLines(Path.of("..", "docs", file)).stream()
                .filter(line -> line.startsWith("## Huiyin"))
                .map(line -> line.substring(3))
                .toList();
        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(Alert::name).toList());
    }

    @Test
    void everyAlarmNamesItsSection() throws Exception {
        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.runbook())
                        .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT)));
    }
}
