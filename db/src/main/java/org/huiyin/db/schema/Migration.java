package org.huiyin.db.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of the schema. An expanding one adds what older nodes do not notice, and may run while they serve; a narrowing one takes away what
 * only they still need, and waits until none of them lives.
 *
 * @param version its number; steps run in this order
 * @param file {@code V7__name.sql}, or {@code V8__name.contract.sql} for a narrowing one
 * @param sha256 of its text, in hexadecimal: what was run must not change afterwards
 */
record Migration(int version, String file, Kind kind, String sql, String sha256) {
    private static final Pattern NAME = Pattern.compile("V([1-9][0-9]{0,5})__[a-z0-9_]+(\\.contract)?\\.sql");
    private static final Pattern CONCURRENTLY = Pattern.compile(
            "^(CREATE\\s+(UNIQUE\\s+)?INDEX|DROP\\s+INDEX)\\s+CONCURRENTLY\\b", Pattern.CASE_INSENSITIVE);

    /** What it does to nodes that do not know it; the names are stored. */
    enum Kind {
        EXPAND,
        CONTRACT
    }

    static Migration of(String file, String sql) {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            throw new IllegalArgumentException(
                    file + " is no name of a migration: write V7__words.sql, or V7__words.contract.sql");
        }
        Kind kind = name.group(2) == null ? Kind.EXPAND : Kind.CONTRACT;
        return new Migration(Integer.parseInt(name.group(1)), file, kind, sql, digest(sql));
    }

    List<SqlScript.Statement> statements() {
        return SqlScript.statements(sql);
    }

    /** Whether it builds or drops indexes beside the running service, which PostgreSQL does outside transactions only. */
    boolean beside() {
        return statements().stream().anyMatch(one -> isBeside(one.sql()));
    }

    static boolean isBeside(String statement) {
        return CONCURRENTLY.matcher(statement).find();
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
