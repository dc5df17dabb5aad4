package org.huiyin.db.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and which county (schema) in it: {@code postgresql://user:password@host:port/database?search_path=county}, the form
 * of PostgreSQL's own tools (PostgreSQL documentation, 32.1.1.2 "Connection URIs"). Never printed with its password.
 *
 * @param schema the county; {@code huiyin} where the URL names none
 * @param options what else stood behind the question mark, such as {@code sslmode}
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        String password,
        String schema,
        Map<String, String> options) {
    private static final String DEFAULT_SCHEMA = "huiyin";
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    public DatabaseUrl {
        options = Map.copyOf(options);
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "search_path=" + schema + " is not one schema: use lower-case letters, digits and _");
        }
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with words for the administrator (and no password) when it is not one
     */
    public static DatabaseUrl parse(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!SCHEMES.contains(scheme) || uri.getHost() == null) {
                throw new IllegalArgumentException(
                        "is not of the form postgresql://user:password@host:port/database?search_path=county");
            }
            Map<String, String> options = options(uri.getRawQuery());
            String schema = options.remove("search_path");
            String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
            String[] login = login(uri.getRawUserInfo());
            return new DatabaseUrl(
                    uri.getHost(),
                    uri.getPort() < 0 ? 5432 : uri.getPort(),
                    path.isEmpty() ? login[0] : path,
                    login[0],
                    login[1],
                    schema == null ? DEFAULT_SCHEMA : schema,
                    options);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL (characters such as @ in a password are written %40)", e);
        }
    }

    private static String[] login(@Nullable String userInfo) {
        if (userInfo == null) {
            return new String[] {System.getProperty("user.name", "postgres"), ""};
        }
        String[] parts = userInfo.split(":", 2);
        return new String[] {decode(parts[0]), parts.length > 1 ? decode(parts[1]) : ""};
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new TreeMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            options.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
        }
        return options;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(host, port, other, user, password, schema, options);
    }

    public DatabaseUrl withSchema(String other) {
        return new DatabaseUrl(host, port, database, user, password, other, options);
    }

    /** For JDBC, without user and password. */
    public String jdbc() {
        StringBuilder text = new StringBuilder(
                "jdbc:postgresql://" + host + ":" + port + "/" + database + "?currentSchema=" + schema);
        options.forEach((name, value) -> text.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database + "?search_path=" + schema;
    }
}
