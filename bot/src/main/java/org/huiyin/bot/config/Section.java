package org.huiyin.bot.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.Secret;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A block of keys in a file, asked key by key. Whatever is wrong is noted with its line and answered with nothing, so that reading goes on;
 * {@link #end} then names the keys that nobody asked for.
 */
public final class Section {
    /** More than any file of an administrator's has. */
    private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    /**
     * What all sections of a file share.
     *
     * @param environment where {@code ${NAME}} is looked up
     */
    public record Source(Problems problems, Map<String, String> environment) {}

    private final Source source;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private Section(Source source, String path, int line, @Nullable Node node) {
        this.source = source;
        this.path = path;
        this.line = line;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::enter);
        } else if (node != null && !isEmpty(node)) {
            source.problems()
                    .add(Problems.line(node), path, "is not a block of keys, write 'key: value' lines under it");
        }
    }

    static Section root(Source source, @Nullable Node node) {
        return new Section(source, "", 1, node);
    }

    /** A whole file (YAML 1.2, of which JSON is a part); without keys, and with the problem noted, where it is not one. */
    public static Section read(String text, Source source) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();
        try {
            return root(source, new Compose(settings).composeString(text).orElse(null));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            source.problems().add(line, "", "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            source.problems().add(1, "", "is not YAML in UTF-8");
        }
        return root(source, null);
    }

    private void enter(NodeTuple tuple) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        int at = Problems.line(tuple.getKeyNode());
        if (values.putIfAbsent(key, tuple.getValueNode()) == null) {
            lines.put(key, at);
        } else {
            source.problems()
                    .add(at, full(key), "is here twice, first in line " + lines.get(key) + ": keep one of them");
        }
    }

    /** Text, as written or from the environment where it is {@code ${NAME}}. */
    public Optional<String> text(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null || isEmpty(node)) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return expand(key, scalar.getValue().strip());
        }
        problem(key, "is a block or list, write one value");
        return Optional.empty();
    }

    private Optional<String> expand(String key, String value) {
        Matcher names = FROM_ENVIRONMENT.matcher(value);
        StringBuilder whole = new StringBuilder();
        while (names.find()) {
            String found = source.environment().get(names.group(1));
            if (found == null || found.isBlank()) {
                problem(
                        key,
                        "the environment variable " + names.group(1) + " is not set, set it or write the value here");
                return Optional.empty();
            }
            names.appendReplacement(whole, Matcher.quoteReplacement(found.strip()));
        }
        return Optional.of(names.appendTail(whole).toString());
    }

    /** Text that must be there; empty, with a problem noted, when it is not. */
    public String required(String key, String write) {
        Optional<String> value = text(key);
        if (value.isEmpty() && isMissing(key)) {
            problem(key, "is missing, write " + key + ": " + write);
        }
        return value.orElse("");
    }

    /** A secret that must be there: without it what it guards does not start. */
    Secret secret(String key) {
        return Secret.of(required(key, "the secret itself, or ${NAME} of an environment variable"));
    }

    /** A whole number from {@code min} to {@code max}. */
    public int number(String key, int otherwise, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        return read(key, expected, text -> {
                    int value = Integer.parseInt(text);
                    if (value < min || value > max) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                })
                .orElse(otherwise);
    }

    /** A value made by {@code parse}, which throws a RuntimeException where the text is not {@code expected}. */
    public <T> Optional<T> read(String key, String expected, Function<String, T> parse) {
        return text(key).flatMap(value -> {
            try {
                return Optional.of(parse.apply(value));
            } catch (RuntimeException e) {
                problem(key, "'" + value + "' does not fit, write " + expected);
                return Optional.empty();
            }
        });
    }

    /** The block under {@code key}; one without keys where there is none. */
    public Section section(String key) {
        asked.add(key);
        return new Section(source, full(key), lines.getOrDefault(key, line), values.get(key));
    }

    /** The blocks of a list. */
    public List<Section> sections(String key) {
        List<Section> found = new ArrayList<>();
        for (Node item : items(key, "a list of blocks, each begins with '- '")) {
            found.add(new Section(source, full(key) + "[" + found.size() + "]", Problems.line(item), item));
        }
        return found;
    }

    /** The values of a list, each made by {@code parse}. */
    public <T> List<T> list(String key, String expected, Function<String, T> parse) {
        List<T> found = new ArrayList<>();
        for (Node item : items(key, "a list such as [" + expected + "]")) {
            String value = item instanceof ScalarNode scalar ? scalar.getValue() : "?";
            try {
                found.add(parse.apply(value));
            } catch (RuntimeException e) {
                source.problems()
                        .add(Problems.line(item), full(key), "'" + value + "' does not fit, write " + expected);
            }
        }
        return found;
    }

    private List<Node> items(String key, String expected) {
        asked.add(key);
        Node node = values.get(key);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null && !isEmpty(node)) {
            problem(key, "is not a list, write " + expected);
        }
        return List.of();
    }

    /** The keys that stand here, for blocks whose keys the administrator chooses. */
    public List<String> keys() {
        asked.addAll(values.keySet());
        return List.copyOf(values.keySet());
    }

    public boolean has(String key) {
        return !isMissing(key);
    }

    /** Whether {@code key} holds one value and not a block or list. */
    public boolean isValue(String key) {
        return values.get(key) instanceof ScalarNode scalar && !isEmpty(scalar);
    }

    /** Whether {@code key} holds a list. */
    public boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    /** On which line {@code key} stands, or the section where it does not. */
    public int line(String key) {
        return lines.getOrDefault(key, line);
    }

    /** Whether something is wrong with {@code key} already, which may be the dotted path of a key in a block under this one. */
    public boolean isFaulty(String key) {
        return source.problems().isAbout(full(key));
    }

    /** Notes what is wrong with {@code key}, at its line, or at the section's where the key is missing. */
    public void problem(String key, String what) {
        asked.add(key);
        source.problems().add(lines.getOrDefault(key, line), full(key), what);
    }

    /** Names every key that nobody asked for, with the one that was probably meant. */
    public void end() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                source.problems()
                        .add(
                                lines.getOrDefault(key, line),
                                full(key),
                                "is not known here, " + Suggestion.among(asked, key));
            }
        }
    }

    private boolean isMissing(String key) {
        Node node = values.get(key);
        return node == null || isEmpty(node);
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty() || scalar.getValue().equals("null"));
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
