package org.huiyin.bot.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.bot.config.ConfigOutcome.Faulty;
import org.huiyin.bot.config.ConfigOutcome.Loaded;
import org.huiyin.bot.config.ServiceConfig.ApiToken;
import org.huiyin.bot.config.ServiceConfig.Backup;
import org.huiyin.bot.config.ServiceConfig.Delivery;
import org.huiyin.bot.config.ServiceConfig.Http;
import org.huiyin.bot.config.ServiceConfig.QuietHours;
import org.huiyin.bot.config.ServiceConfig.Storage;
import org.huiyin.db.server.DatabaseUrl;

/** Reads a service's file (YAML 1.2) into a {@link ServiceConfig}, or into all of its problems at once. */
public final class ConfigReader {
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_COPIES = 100;
    private static final int LONGEST_UNDO_SECONDS = 600;
    private static final Pattern CHANNEL_ID = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");

    private final Map<String, String> environment;

    /**
     * A reader.
     *
     * @param environment where {@code ${NAME}} is looked up
     */
    public ConfigReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What a file without any key says. */
    public static ServiceConfig defaults() {
        Section.Source source = new Section.Source(new Problems(""), Map.of());
        return service(Section.root(source, null), Path.of("").toAbsolutePath());
    }

    /** Reads {@code file}; relative paths in it are relative to its directory. Never throws. */
    public ConfigOutcome read(Path file) {
        Problems problems = new Problems(file.toString());
        try {
            Section section = Section.read(Files.readString(file), new Section.Source(problems, environment));
            Path parent = file.toAbsolutePath().getParent();
            ServiceConfig config = service(section, parent == null ? file.toAbsolutePath() : parent);
            section.end();
            return problems.count() == 0 ? new Loaded(config) : new Faulty(problems.lines());
        } catch (CharacterCodingException e) {
            return new Faulty(List.of(file + ": is not YAML in UTF-8"));
        } catch (IOException e) {
            return new Faulty(List.of(file
                    + (Files.isDirectory(file)
                            ? ": is a directory, name a file in it"
                            : Files.exists(file) ? ": cannot be read" : ": there is no such file")));
        }
    }

    private static ServiceConfig service(Section root, Path directory) {
        Http http = http(root.section("http"), tokens(root.section("api")));
        Storage storage = storage(root.section("database"));
        Section keys = root.section("keys");
        Optional<Path> keyFile = keys.text("file").map(directory::resolve);
        keys.end();
        moved(root);
        return new ServiceConfig(
                http,
                storage,
                quietHours(root),
                digests(root),
                channels(root),
                root.read("time-zone", "a zone such as Asia/Shanghai", ZoneId::of)
                        .orElse(ZoneId.of("Asia/Shanghai")),
                root.text("county-name").orElse("本县"),
                keyFile,
                delivery(root.section("delivery")),
                backup(root, directory));
    }

    private static Http http(Section section, List<ApiToken> tokens) {
        Http http = new Http(
                section.text("host").orElse("127.0.0.1"),
                section.number("port", ServiceConfig.DEFAULT_PORT, 0, HIGHEST_PORT),
                section.read("public-url", "an address such as https://huiyin.example.gov.cn", ConfigReader::web),
                section.list("trusted-proxies", "an IP address or range such as 10.0.0.0/8", AddressRange::parse),
                tokens);
        section.end();
        return http;
    }

    private static List<ApiToken> tokens(Section section) {
        List<ApiToken> tokens = new ArrayList<>();
        for (Section one : section.sections("tokens")) {
            ApiToken token =
                    new ApiToken(one.required("name", "who reads with it, such as statistics"), one.secret("token"));
            String value = token.token().reveal();
            if (!value.isEmpty() && value.length() < ApiToken.SHORTEST) {
                one.problem("token", "is shorter than " + ApiToken.SHORTEST + " characters, write a longer one");
            }
            one.end();
            tokens.add(token);
        }
        section.end();
        return tokens;
    }

    private static URI web(String text) {
        URI uri = URI.create(text.replaceFirst("/+$", ""));
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not a web address");
        }
        return uri;
    }

    private static Storage storage(Section section) {
        Optional<DatabaseUrl> url = section.text("url").flatMap(text -> {
            try {
                return Optional.of(DatabaseUrl.parse(text));
            } catch (IllegalArgumentException e) {
                // A URL holds a password, so it is never shown; these words were written for the administrator.
                section.problem("url", e.getMessage() == null ? "is not a URL" : e.getMessage());
                return Optional.empty();
            }
        });
        if (section.has("url") && section.has("schema")) {
            section.problem("schema", "is for the embedded database, write ?search_path=… in the url instead");
        }
        String schema = section.read("schema", "lower-case letters, digits and _", ConfigReader::schema)
                .orElse(Storage.DEFAULT_SCHEMA);
        section.end();
        return new Storage(url, schema);
    }

    private static String schema(String text) {
        if (!SCHEMA.matcher(text).matches()) {
            throw new IllegalArgumentException("not a schema");
        }
        return text;
    }

    private static List<LocalTime> digests(Section root) {
        if (root.isValue("digests")) {
            root.read("digests", "off, or [\"08:00\", \"17:30\"]", ConfigReader::off);
            return List.of();
        }
        return root.has("digests")
                ? root.list("digests", "a time such as \"08:00\"", LocalTime::parse)
                : List.of(LocalTime.of(8, 0), LocalTime.of(17, 30));
    }

    private static Optional<QuietHours> quietHours(Section root) {
        if (root.isValue("quiet-hours")) {
            root.read("quiet-hours", "off, or {from: \"21:00\", to: \"07:30\"}", ConfigReader::off);
            return Optional.empty();
        }
        Section section = root.section("quiet-hours");
        String expected = "a time such as \"21:00\"";
        LocalTime from = section.read("from", expected, LocalTime::parse).orElse(LocalTime.of(21, 0));
        LocalTime to = section.read("to", expected, LocalTime::parse).orElse(LocalTime.of(7, 30));
        if (from.equals(to)) {
            section.problem("to", "is the same time as from, write another, or quiet-hours: off");
        }
        section.end();
        return Optional.of(new QuietHours(from, to));
    }

    private static String off(String text) {
        if (!"off".equals(text)) {
            throw new IllegalArgumentException("not off");
        }
        return text;
    }

    private static List<ChannelConfig> channels(Section root) {
        Set<String> ids = new HashSet<>();
        List<ChannelConfig> channels = new ArrayList<>();
        for (Section section : root.sections("channels")) {
            String id = section.required("id", "a short name such as wechat-main");
            if (!id.isEmpty() && !CHANNEL_ID.matcher(id).matches()) {
                section.problem("id", "'" + id + "' does not fit, write 1 to 32 of a-z, 0-9 and -");
            } else if (!id.isEmpty() && !ids.add(id)) {
                section.problem("id", "'" + id + "' is taken by a channel above, write another");
            }
            ChannelFactories.read(id, section).ifPresent(channels::add);
        }
        return channels;
    }

    /** Keys that stood here once: their files are the county's, which all nodes share. */
    private static void moved(Section root) {
        for (String key : List.of("texts", "words", "calendars", "policy")) {
            if (root.has(key)) {
                root.problem(
                        key, "belongs to the county and not to one node: huiyin config apply DIRECTORY brings it in");
            }
        }
    }

    private static Delivery delivery(Section section) {
        Delivery delivery = new Delivery(
                Duration.ofSeconds(section.number("undo-seconds", 30, 0, LONGEST_UNDO_SECONDS)),
                section.read("repeat-unknown-after", "a time from 30s to 1h, such as 2m", ConfigReader::repeatAfter)
                        .orElse(Duration.ofMinutes(2)));
        section.end();
        return delivery;
    }

    private static Duration repeatAfter(String text) {
        return duration(text, Duration.ofSeconds(30), Duration.ofHours(1));
    }

    private static Duration duration(String text, Duration shortest, Duration longest) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a time");
        }
        Duration duration = Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
        if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException("too short or too long");
        }
        return duration;
    }

    private static Optional<Backup> backup(Section root, Path directory) {
        if (!root.has("backup")) {
            return Optional.empty();
        }
        Section section = root.section("backup");
        Backup backup = new Backup(
                directory.resolve(section.required("dir", "a directory on another disk, such as /mnt/backup/huiyin")),
                section.read(
                                "every",
                                "a time from 10s to 1h, such as 60s",
                                text -> duration(text, Duration.ofSeconds(10), Duration.ofHours(1)))
                        .orElse(Duration.ofSeconds(60)),
                section.number("keep", Backup.KEEP, 1, MOST_COPIES));
        section.end();
        return Optional.of(backup);
    }
}
