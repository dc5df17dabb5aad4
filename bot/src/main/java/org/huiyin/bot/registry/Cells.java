package org.huiyin.bot.registry;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.registry.CsvTable.Line;
import org.huiyin.db.registry.AddressRow.Owner;
import org.huiyin.db.registry.Level;
import org.huiyin.db.registry.Part;
import org.jspecify.annotations.Nullable;

/** Turns the cells of one line into values. What is wrong is told, and a stand-in returned, so that all faults of a line are found at once. */
final class Cells {
    private static final int LONGEST = 200;
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,63}");
    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    /** ISO, and 2026/11/22 or 2026/1/2 as Excel writes it. */
    private static final Pattern DATE = Pattern.compile("(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})");

    private static final Map<String, Level> LEVELS = Map.of(
            "village", Level.VILLAGE,
            "村", Level.VILLAGE,
            "area", Level.AREA,
            "片", Level.AREA,
            "township", Level.TOWNSHIP,
            "乡镇", Level.TOWNSHIP,
            "镇", Level.TOWNSHIP,
            "乡", Level.TOWNSHIP,
            "county", Level.COUNTY,
            "县", Level.COUNTY);
    private static final Map<String, Owner> OWNERS =
            Map.of("villager", Owner.VILLAGER, "群众", Owner.VILLAGER, "cadre", Owner.CADRE, "干部", Owner.CADRE);
    private static final String DEFAULT_LANGUAGE = "zh-CN";
    private static final Map<String, String> LANGUAGES = Map.of("zh-cn", DEFAULT_LANGUAGE, "en", "en");

    private final Part part;
    private final Problems problems;
    private final Line line;
    private final Map<String, String> shared;
    private boolean spoiled;
    /** The column that was found fault with last: its stand-in is empty, and must not be told of again. */
    private String badColumn = "";

    /** @param shared one instance for each text that comes often, such as the code of a household */
    Cells(Part part, Problems problems, Line line, Map<String, String> shared) {
        this.part = part;
        this.problems = problems;
        this.line = line;
        this.shared = shared;
    }

    /** What many lines of one reading have in common, of files that are read side by side. */
    static Map<String, String> share() {
        return new ConcurrentHashMap<>();
    }

    int number() {
        return line.number();
    }

    boolean spoiled() {
        return spoiled;
    }

    private void bad(String column, String reason) {
        spoiled = true;
        badColumn = column;
        problems.add(Problem.of(part, line.number(), column, reason));
    }

    private String share(String text) {
        String known = shared.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** As it stands, trimmed. Empty when there is nothing, or nothing one may keep. */
    private String raw(String column) {
        String text = line.cell(column).replace('\u00A0', ' ').strip();
        for (int i = 0; i < text.length(); i++) {
            int type = Character.getType(text.charAt(i));
            if (type == Character.CONTROL
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                bad(column, "has a control character or a line break; write it in one line");
                return "";
            }
            if (type == Character.FORMAT) {
                bad(column, "has an invisible character, which could make one name look like another; type it anew");
                return "";
            }
        }
        if (text.length() > LONGEST) {
            bad(column, "is longer than " + LONGEST + " characters; shorten it");
            return "";
        }
        return text;
    }

    /** Full-width letters and digits become plain ones. */
    private String plain(String column) {
        return Normalizer.normalize(raw(column), Normalizer.Form.NFKC).strip();
    }

    private String needed(String column, String text) {
        if (text.isEmpty() && !column.equals(badColumn)) {
            bad(column, "is empty; fill it in");
        }
        return text;
    }

    /** Words that a page or a spreadsheet will show. */
    String text(String column) {
        String text = needed(column, raw(column));
        String first = Normalizer.normalize(text.isEmpty() ? "" : text.substring(0, 1), Normalizer.Form.NFKC);
        if (!first.isEmpty() && "=+-@".contains(first)) {
            bad(column, "begins with " + first + ", which a spreadsheet takes for a formula; delete that");
        }
        return text;
    }

    /** {@link #text} of which there are few different ones. */
    String term(String column) {
        return share(text(column));
    }

    @Nullable
    String optionalTerm(String column) {
        return line.cell(column).isBlank() ? null : term(column);
    }

    private String checkedCode(String column) {
        String code = needed(column, plain(column));
        if (!code.isEmpty() && !CODE.matcher(code).matches()) {
            bad(column, "is no code; a code is 1 to 64 letters, digits, _ . or -, and begins with a letter or digit");
        }
        return code;
    }

    /** The row's own code. */
    String code(String column) {
        return checkedCode(column);
    }

    /** A code that other rows have too. */
    String reference(String column) {
        return share(checkedCode(column));
    }

    @Nullable
    String optionalReference(String column) {
        return line.cell(column).isBlank() ? null : reference(column);
    }

    @Nullable
    String phone(String column) {
        String text = plain(column);
        if (text.isEmpty()) {
            return null;
        }
        Optional<String> canonical = Phones.canonical(text);
        if (canonical.isEmpty()) {
            boolean mangled = text.toUpperCase(Locale.ROOT).contains("E+");
            bad(
                    column,
                    mangled
                            ? "was turned into a rounded number by a spreadsheet; format the column as text and fill it in again"
                            : "is no phone number; write 11 digits, or area code and number, or leave it empty");
        }
        return canonical.orElse(null);
    }

    String language(String column) {
        String text = plain(column).toLowerCase(Locale.ROOT);
        String language = text.isEmpty() ? DEFAULT_LANGUAGE : LANGUAGES.get(text);
        if (language == null) {
            bad(column, "is not a language we speak; write zh-CN or en, or leave it empty");
        }
        return language == null ? DEFAULT_LANGUAGE : language;
    }

    Level level(String column) {
        Level level = LEVELS.get(plain(column).toLowerCase(Locale.ROOT));
        if (level == null) {
            bad(column, "is no level; write VILLAGE, AREA, TOWNSHIP or COUNTY (村, 片, 乡镇, 县)");
        }
        return level == null ? Level.VILLAGE : level;
    }

    Owner owner(String column) {
        Owner owner = OWNERS.get(plain(column).toLowerCase(Locale.ROOT));
        if (owner == null) {
            bad(column, "is no kind of owner; write villager or cadre (群众, 干部)");
        }
        return owner == null ? Owner.VILLAGER : owner;
    }

    String channel(String column) {
        String channel = share(needed(column, plain(column)));
        if (!channel.isEmpty() && !CHANNEL.matcher(channel).matches()) {
            bad(column, "is no name of a channel; it has letters, digits, - and _ only, as in the configuration");
        }
        return channel;
    }

    String address(String column) {
        return needed(column, raw(column));
    }

    LocalDate date(String column) {
        String text = needed(column, plain(column));
        Matcher date = DATE.matcher(text);
        try {
            if (date.matches()) {
                return LocalDate.of(
                        Integer.parseInt(date.group(1)),
                        Integer.parseInt(date.group(3)),
                        Integer.parseInt(date.group(4)));
            }
        } catch (DateTimeException e) {
            bad(column, "is a day that no calendar has; correct it");
            return LocalDate.EPOCH;
        }
        if (!text.isEmpty()) {
            bad(column, "is no day; write 2026-11-22 or 2026/11/22");
        }
        return LocalDate.EPOCH;
    }
}
