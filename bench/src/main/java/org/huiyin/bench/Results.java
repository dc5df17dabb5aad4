package org.huiyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What was measured, run by run, and what is told of it: the medians, and ratios of medians of the same rounds. */
final class Results {
    private final Map<String, List<Double>> runs = new TreeMap<>();
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** Notes one run of something. */
    void run(String what, double value) {
        runs.computeIfAbsent(what, name -> new ArrayList<>()).add(Math.round(value * 1000) / 1000.0);
        say("  %-28s %,.1f", what, value);
    }

    boolean has(String what) {
        return runs.containsKey(what);
    }

    double median(String what) {
        List<Double> sorted = new ArrayList<>(Objects.requireNonNull(runs.get(what), what));
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }

    /** Of those that were run, in that order. */
    Map<String, Double> medians(String... whats) {
        Map<String, Double> medians = new LinkedHashMap<>();
        for (String what : whats) {
            if (runs.containsKey(what)) {
                medians.put(what, median(what));
            }
        }
        return medians;
    }

    double last(String what) {
        List<Double> all = Objects.requireNonNull(runs.get(what), what);
        return all.get(all.size() - 1);
    }

    /** Of the rounds' own ratios the median, so that a slow minute of the machine is in both. */
    void ratio(String figure, String what, String against) {
        List<Double> one = Objects.requireNonNull(runs.get(what), what);
        List<Double> other = Objects.requireNonNull(runs.get(against), against);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            ratios.add(one.get(i) / other.get(i));
        }
        ratios.sort(null);
        figure(figure, ratios.get(ratios.size() / 2));
    }

    void figure(String name, double value) {
        figures.put(name, Math.round(value * 100) / 100.0);
    }

    Map<String, Double> figures() {
        return figures;
    }

    /** The figures, for programs; later issues' own stay as they are. The raw runs and the machine stand beside them. */
    void write(Path file, Map<String, Object> machine) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Map<String, Object> all = new LinkedHashMap<>();
        if (Files.exists(file)) {
            json.readTree(file.toFile()).properties().forEach(field -> all.put(field.getKey(), field.getValue()));
        }
        all.putAll(figures);
        all.put("machine", machine);
        Map<String, Object> told = new TreeMap<>();
        if (all.get("runs") instanceof JsonNode before) {
            before.properties().forEach(run -> told.put(run.getKey(), run.getValue()));
        }
        told.putAll(runs);
        all.put("runs", told);
        Files.writeString(file, json.writeValueAsString(all) + "\n");
    }

    /** What a file tells, of this run and of those before it. */
    static Results read(Path file) throws IOException {
        Results read = new Results();
        JsonNode all = new ObjectMapper().readTree(file.toFile());
        all.properties().stream()
                .filter(field -> field.getValue().isNumber())
                .forEach(field -> read.figures.put(field.getKey(), field.getValue().asDouble()));
        all.path("runs").properties().forEach(run -> {
            List<Double> values = new ArrayList<>();
            run.getValue().forEach(value -> values.add(value.asDouble()));
            read.runs.put(run.getKey(), values);
        });
        return read;
    }

    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
