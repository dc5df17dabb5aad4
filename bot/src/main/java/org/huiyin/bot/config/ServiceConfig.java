package org.huiyin.bot.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.db.server.DatabaseUrl;

/**
 * Everything an administrator decides about one node, checked and complete; {@code config/service.example.yaml} explains each key. What it
 * says and by what it decides is the county's, and in the database.
 *
 * @param quietHours when nothing that is not urgent is sent; empty for never
 * @param digests at what hours of a working day officials hear what lies with them; none for never
 * @param backup where and how often the service backs itself up; empty where somebody else does
 * @param keyFile where the keys of personal data are; empty for the data directory's own
 */
public record ServiceConfig(
        Http http,
        Storage database,
        Optional<QuietHours> quietHours,
        List<LocalTime> digests,
        List<ChannelConfig> channels,
        ZoneId timeZone,
        String countyName,
        Optional<Path> keyFile,
        Delivery delivery,
        Optional<Backup> backup) {

    /** The port where a file names none. */
    public static final int DEFAULT_PORT = 8080;

    public ServiceConfig {
        digests = List.copyOf(digests);
        channels = List.copyOf(channels);
    }

    /** A digest of what must be the same in the files of all nodes of a county, in hexadecimal. */
    public String sharedDigest() {
        String shared = String.join(
                "|",
                countyName,
                timeZone.getId(),
                quietHours.map(QuietHours::toString).orElse("off"),
                digests.toString(),
                delivery.toString(),
                channels.stream().map(ChannelConfig::toString).collect(Collectors.joining(",")));
        return String.format("%08x", shared.hashCode());
    }

    /**
     * Where the service listens.
     *
     * @param port 0 for any free one
     * @param publicUrl how the world reaches us, where that differs
     * @param trustedProxies from whom {@code X-Forwarded-*} is believed
     * @param tokens with which reports can be read; none for no reports
     */
    public record Http(
            String host, int port, Optional<URI> publicUrl, List<AddressRange> trustedProxies, List<ApiToken> tokens) {
        public Http {
            trustedProxies = List.copyOf(trustedProxies);
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * Lets somebody read the reports.
     *
     * @param name under which each look is logged
     */
    public record ApiToken(String name, Secret token) {
        /** In characters; a shorter one could be guessed. */
        public static final int SHORTEST = 16;
    }

    /**
     * Where the county's data are.
     *
     * @param url of an external PostgreSQL; empty for the embedded one
     * @param schema the county within the embedded one; an external one has it in its URL
     */
    public record Storage(Optional<DatabaseUrl> url, String schema) {
        public static final String DEFAULT_SCHEMA = "huiyin";
    }

    /** A span of the night, from {@code from} (included) to {@code to} (excluded), usually over midnight. */
    public record QuietHours(LocalTime from, LocalTime to) {
        public boolean contains(LocalTime time) {
            boolean overMidnight = from.isAfter(to);
            boolean begun = !time.isBefore(from);
            boolean notEnded = time.isBefore(to);
            return overMidnight ? begun || notEnded : begun && notEnded;
        }
    }

    /**
     * How outgoing words are handled.
     *
     * @param undo how long a cadre's words wait for his second thought, 0 to 10 min
     * @param repeatUnknownAfter when a text whose fate is unknown is sent once more, 30 s to 1 h
     */
    public record Delivery(Duration undo, Duration repeatUnknownAfter) {}

    /**
     * Backups that the service makes by itself.
     *
     * @param every from the begin of one to the begin of the next, 10 s to 1 h
     * @param keep how many whole copies stay, each with its increments, 1 to 100
     */
    public record Backup(Path directory, Duration every, int keep) {
        public static final int KEEP = 2;
    }
}
