package org.huiyin.bot.ticket;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.config.Faults;
import org.huiyin.bot.config.Section;
import org.huiyin.bot.texts.Folding;

/** Reads {@code policy/subjects.yaml}: the county's own list as a whole, or else the shipped one. */
public final class SubjectFile {
    private static final String NAME = "policy/subjects.yaml";
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,32}");

    private SubjectFile() {}

    public static Subjects read(ConfigFolder folder, Faults faults) {
        String own = folder.own("policy").get(NAME);
        String text = own == null ? folder.shipped("policy").get(NAME) : own;
        Section root = faults.section(NAME, Objects.requireNonNull(text));
        List<Subjects.Entry> entries = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        root.sections("subjects").forEach(section -> entries.add(entry(section, codes)));
        root.end();
        if (faults.of(NAME).count() == 0 && !codes.contains(Subjects.OTHER)) {
            root.problem(
                    "subjects",
                    "has no " + Subjects.OTHER + ", for what fits none; add {code: other, name: 其他, words: []}");
        }
        return new Subjects(entries);
    }

    private static Subjects.Entry entry(Section section, Set<String> codes) {
        String code = section.required("code", "letters, digits and hyphens, such as water");
        String name = section.required("name", "as people say it, such as 供水");
        List<String> words = section.list("words", "a word that people write", Folding::fold);
        section.end();
        if (!code.isEmpty() && !CODE.matcher(code).matches()) {
            section.problem("code", "'" + code + "' does not fit, write at most 32 small letters, digits and hyphens");
        } else if (!code.isEmpty() && !codes.add(code)) {
            section.problem("code", code + " stands twice");
        }
        if (words.stream().anyMatch(String::isEmpty)) {
            section.problem("words", "has an empty one");
        }
        return new Subjects.Entry(code, name, words);
    }
}
