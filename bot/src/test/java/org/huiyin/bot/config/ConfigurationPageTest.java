package org.huiyin.bot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that lists every key must not fall behind the code that reads them. */
class ConfigurationPageTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "huiyin", "bot");
    /** A key is asked for by its name, in one of these ways and no other: what is not asked for is refused as unknown. */
    private static final Pattern ASKED = Pattern.compile(
            "\\.(?:text|required|number|read|secret|section|sections|list|isValue)\\(\\s*\"([a-z-]+)\"");

    private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]*?\\|? `([a-zA-Z.-]+)` \\|");
    private static final Pattern HEADING = Pattern.compile("(?m)^## ");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern VARIABLE = Pattern.compile("\"(HUIYIN_[A-Z_]+)\"");

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String source(String... files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : files) {
            all.append(Files.readString(SOURCES.resolve(file)));
        }
        return all.toString();
    }

    private static String page(String file) throws IOException {
        return Files.readString(Path.of("..", "docs", file));
    }

    /** The names that make up the keys in the first column that has any, of the tables within a heading. */
    private static Set<String> listed(String page, int heading) {
        return found(ROW, HEADING.splitAsStream(page).toList().get(heading)).stream()
                .flatMap(DOT::splitAsStream)
                .filter(name -> !name.equals("PURPOSE"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration.md", "configuration.zh-CN.md"})
    void everyKeyOfTheServiceFileIsListedAndNoOther(String file) throws Exception {
        Set<String> asked = found(ASKED, source("config/ConfigReader.java", "config/ChannelFactories.java"));
        assertThat(asked).hasSizeGreaterThan(30).contains("undo-seconds", "proxy");
        assertThat(listed(page(file), 1)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration.md", "configuration.zh-CN.md"})
    void everyKeyOfTheDeadlinesIsListed(String file) throws Exception {
        assertThat(listed(page(file), 3)).containsAll(found(ASKED, source("clock/DeadlineFile.java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration.md", "configuration.zh-CN.md"})
    void everyVariableIsListed(String file) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(SOURCES.resolve("cli"))) {
            for (Path one : files.toList()) {
                all.append(Files.readString(one));
            }
        }
        List<String> listed = List.copyOf(found(Pattern.compile("(?m)^\\| `(HUIYIN_[A-Z_]+)` \\|"), page(file)));
        assertThat(listed).containsExactlyElementsOf(found(VARIABLE, all.toString()));
    }
}
