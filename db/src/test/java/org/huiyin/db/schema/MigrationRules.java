package org.huiyin.db.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.db.schema.Migration.Kind;

/**
 * What a migration may say, as a list of what is allowed: an expanding one nothing that a node of an older version would notice, that rewrites or
 * reads through a table under a lock, or that nobody can take the effect of from its text.
 */
final class MigrationRules {
    private static final String NAME = "(\\w+)";
    private static final Pattern CREATE_TABLE = pattern("CREATE TABLE (?:IF NOT EXISTS )?" + NAME + "\\b.*");
    private static final Pattern CREATE_INDEX =
            pattern("CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?\\w+ ON " + NAME + "\\b.*");
    private static final Pattern INDEX_BESIDE =
            pattern("CREATE (?:UNIQUE )?INDEX CONCURRENTLY (?:IF NOT EXISTS )?\\w+ ON \\w+\\b.*");
    private static final Pattern INSERT = pattern("INSERT INTO " + NAME + "\\b.*");
    private static final Pattern NEW_THING = pattern("(CREATE (SEQUENCE|VIEW|TYPE)|COMMENT ON|GRANT)\\b.*");
    private static final Pattern ALTER_TABLE = pattern("ALTER TABLE (?:ONLY )?" + NAME + " (.*)");

    private static final String CONSTANT = "('[^']*'|-?[0-9.]+|TRUE|FALSE|NULL)(::\\w+)?";
    private static final String TYPE = "\\w+( PRECISION| VARYING| WITH TIME ZONE)?( ?\\([0-9, ]+\\))?(\\[\\])?";
    private static final Pattern NEW_COLUMN =
            pattern("ADD (?:COLUMN )?(?:IF NOT EXISTS )?\\w+ " + TYPE + "( NULL| DEFAULT " + CONSTANT
                    + "| NOT NULL DEFAULT " + CONSTANT + "| DEFAULT " + CONSTANT + " NOT NULL)?");
    private static final Pattern COLUMN_WITH_MORE =
            pattern("ADD (?!CONSTRAINT).*\\b(REFERENCES|UNIQUE|PRIMARY|CHECK|GENERATED|COLLATE|SERIAL|BIGSERIAL)\\b.*");
    private static final Pattern NOT_NULL_ALONE = pattern("ADD (?!CONSTRAINT)(?!.*\\bDEFAULT\\b).*\\bNOT NULL\\b.*");
    private static final Pattern CHECK_LATER = pattern("ADD CONSTRAINT (\\w+) (CHECK|FOREIGN KEY) .* NOT VALID");
    private static final Pattern BY_INDEX = pattern("ADD CONSTRAINT \\w+ (UNIQUE|PRIMARY KEY) USING INDEX \\w+");
    private static final Pattern DROP_CONSTRAINT = pattern("DROP CONSTRAINT (\\w+)");
    private static final Pattern VALIDATE = pattern("VALIDATE CONSTRAINT (\\w+)");
    private static final Pattern SETTING =
            pattern("(SET \\(.*\\)|ALTER (COLUMN )?\\w+ SET (DEFAULT " + CONSTANT + "|STATISTICS [0-9]+))");

    private static final Pattern TAKES_AWAY =
            pattern("(DROP (TABLE|VIEW|SEQUENCE|INDEX|TYPE)|ALTER TABLE|ALTER INDEX)\\b.*");

    private final Kind kind;
    /** Tables, and constraints, that the same file has made. */
    private final Set<String> own = new HashSet<>();

    private final Set<String> added = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private MigrationRules(Kind kind) {
        this.kind = kind;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** What is wrong with it, with the line; nothing when it is allowed. */
    static List<String> faults(Migration migration) {
        MigrationRules rules = new MigrationRules(migration.kind());
        boolean beside = migration.beside();
        for (SqlScript.Statement one : migration.statements()) {
            String sql = one.sql().replaceAll("\\s+", " ");
            String fault = beside && !Migration.isBeside(sql)
                    ? "stands beside an index that is built concurrently, which wants a file of its own"
                    : rules.fault(sql);
            if (!fault.isEmpty()) {
                rules.faults.add(migration.file() + ":" + one.line() + ": " + fault);
            }
        }
        return rules.faults;
    }

    private String fault(String sql) {
        Matcher alter = ALTER_TABLE.matcher(sql);
        if (sql.contains("$$")
                || sql.toUpperCase(Locale.ROOT).matches("(DO|UPDATE|DELETE|TRUNCATE|SET|LOCK|CALL|SELECT)\\b.*")) {
            return "changes rows, or does what its text does not show: code does that, in small steps";
        } else if (INDEX_BESIDE.matcher(sql).matches() || NEW_THING.matcher(sql).matches()) {
            return "";
        } else if (named(CREATE_TABLE, sql)) {
            own.add(name(CREATE_TABLE, sql));
            return sql.toUpperCase(Locale.ROOT).contains(" PARTITION OF ")
                            && !own.contains(name(pattern(".* PARTITION OF (\\w+)\\b.*"), sql))
                    ? "locks the table whose partition it makes: the housekeeping makes partitions"
                    : "";
        } else if (named(CREATE_INDEX, sql)) {
            return ours(CREATE_INDEX, sql) ? "" : "stops all writing until it is built: CREATE INDEX CONCURRENTLY";
        } else if (named(INSERT, sql)) {
            return ours(INSERT, sql) ? "" : "changes rows of a table that is in use";
        } else if (alter.matches()) {
            return own.contains(alter.group(1).toLowerCase(Locale.ROOT)) ? "" : altered(alter.group(2));
        }
        return kind == Kind.CONTRACT && TAKES_AWAY.matcher(sql).matches()
                ? ""
                : "is not what an expanding migration may do";
    }

    private boolean named(Pattern pattern, String sql) {
        return pattern.matcher(sql).matches();
    }

    private static String name(Pattern pattern, String sql) {
        Matcher matcher = pattern.matcher(sql);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private boolean ours(Pattern pattern, String sql) {
        return own.contains(name(pattern, sql));
    }

    private String altered(String actions) {
        List<String> all = SqlActions.split(actions);
        Set<String> again = new HashSet<>();
        all.forEach(action -> again.add(name(CHECK_LATER, action)));
        for (String action : all) {
            String fault = altered(action, again);
            if (!fault.isEmpty()) {
                return fault;
            }
        }
        return "";
    }

    private String altered(String action, Set<String> again) {
        if (named(CHECK_LATER, action)) {
            added.add(name(CHECK_LATER, action));
            return "";
        } else if (named(VALIDATE, action)) {
            return added.contains(name(VALIDATE, action))
                    ? "is checked under the lock of its own adding: a file of its own"
                    : "";
        } else if (named(DROP_CONSTRAINT, action)
                && (again.contains(name(DROP_CONSTRAINT, action)) || kind == Kind.CONTRACT)) {
            return "";
        } else if (named(BY_INDEX, action) || named(SETTING, action)) {
            return "";
        } else if (named(COLUMN_WITH_MORE, action) || named(NOT_NULL_ALONE, action)) {
            return "a new column may be empty or have a constant default, and nothing else";
        } else if (named(NEW_COLUMN, action)) {
            return "";
        }
        return kind == Kind.CONTRACT ? "" : "is not what an expanding migration may do to a table that is in use";
    }
}
