package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Tells the last full run in the README, between two marks, and draws it. */
final class Report {
    private static final String BEGIN = "<!-- results: written by bench/run -->";
    private static final String END = "<!-- end of results -->";
    private static final int WIDTH = 720;
    private static final int ROW = 34;
    private static final int LABELS = 230;

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    void write(Path directory, Map<String, Object> machine) throws IOException {
        Path readme = directory.resolve("README.md");
        String text = Files.readString(readme);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        Files.writeString(readme, text.substring(0, from) + "\n" + told(machine) + text.substring(to));
        Files.writeString(directory.resolve("plot.svg"), drawn());
    }

    private String told(Map<String, Object> machine) {
        StringBuilder told = new StringBuilder("\nMeasured on ");
        machine.forEach((what, value) ->
                told.append(what.replace('_', ' ')).append(' ').append(value).append(", "));
        told.setLength(told.length() - 2);
        told.append(". Medians; ratios are of the same round.\n\n| figure | |\n|---|---|\n");
        results.figures()
                .forEach((name, value) -> told.append(String.format(Locale.ROOT, "| `%s` | %.2f |\n", name, value)));
        return told.append("\n![Messages a second of each contestant](plot.svg)\n\n")
                .toString();
    }

    private String drawn() {
        Map<String, Double> bars =
                results.medians("accepted/s", "delivered/s", "pgbench single/s", "pgbench batch/s", "spring/s");
        double most =
                bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"14\">\n",
                WIDTH,
                ROW * bars.size() + 10));
        int y = 10;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            String colour =
                    bar.getKey().startsWith("pgbench") || bar.getKey().startsWith("spring") ? "#9aa5b1" : "#c0392b";
            int length = (int) Math.round((WIDTH - LABELS - 90) * bar.getValue() / most);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"20\" fill=\"%s\"/>"
                            + "<text x=\"%d\" y=\"%d\">%,.0f</text>\n",
                    y + 15,
                    bar.getKey(),
                    LABELS,
                    y,
                    length,
                    colour,
                    LABELS + length + 6,
                    y + 15,
                    bar.getValue()));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }
}
