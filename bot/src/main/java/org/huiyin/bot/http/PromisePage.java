package org.huiyin.bot.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import org.huiyin.bot.http.PromiseRoutes.Department;
import org.huiyin.bot.http.PromiseRoutes.Problem;
import org.huiyin.bot.http.PromiseRoutes.Promises;
import org.jspecify.annotations.Nullable;

/** The page of promises: two tables in a page that is ready as it is, in Chinese with English beside it, without a script. */
final class PromisePage {
    private static final String PAGE = read();
    private static final String DESK = "县服务台 County desk";
    private static final Map<String, String> STATES = Map.of(
            "OPEN", both("待答复", "no day yet"),
            "ANSWERED", both("已承诺", "promised"),
            "SOLVED", both("部门说已办结", "said to be solved"));

    private PromisePage() {}

    private static String read() {
        try (InputStream stream =
                Objects.requireNonNull(PromisePage.class.getResourceAsStream("pages/promises.html"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(Promises promises) {
        String problems = promises.problems().stream().map(PromisePage::row).collect(Collectors.joining("\n"));
        String departments =
                promises.departments().stream().map(PromisePage::row).collect(Collectors.joining("\n"));
        // Titles are what people wrote: neither of the two is looked for in the other.
        String[] parts = PAGE.split("<!-- (?:problems|departments) -->", -1);
        return parts[0] + orNone(problems, 7) + parts[1] + orNone(departments, 5) + parts[2];
    }

    private static String orNone(String rows, int columns) {
        return rows.isEmpty() ? "<tr><td colspan=\"" + columns + "\">" + both("还没有", "none yet") + "</td></tr>" : rows;
    }

    private static String row(Problem problem) {
        String urgent = problem.urgent() ? both("急", "urgent") + " " : "";
        return row(
                problem.code(),
                List.of(
                        urgent + text(problem.title()),
                        text(problem.department() == null ? DESK : problem.department()),
                        problem.households() + " / " + problem.villages(),
                        problem.since(),
                        STATES.getOrDefault(problem.state(), "") + " " + text(problem.promisedOn()),
                        problem.missed() + " / " + problem.unanswered()));
    }

    private static String row(Department department) {
        return row(
                text(department.department() == null ? DESK : department.department()),
                List.of(
                        Long.toString(department.kept()),
                        Long.toString(department.missed()),
                        Long.toString(department.unanswered()),
                        Long.toString(department.open())));
    }

    private static String row(String head, List<String> cells) {
        return cells.stream()
                .collect(Collectors.joining("</td><td>", "<tr><th scope=\"row\">" + head + "</th><td>", "</td></tr>"));
    }

    private static String text(@Nullable String words) {
        return words == null ? "" : StringEscapeUtils.escapeHtml4(words);
    }

    private static String both(String chinese, String english) {
        return chinese + " <span lang=\"en\">" + english + "</span>";
    }
}
