package org.huiyin.adapters.simulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated phone says, as the JSON it posts. {@code from} and {@code id} are always there; of the rest, what applies.
 *
 * @param id the message's own, the same when it is sent again
 * @param quote the id of a message of ours that is quoted
 * @param scene what a printed code says, when one was scanned
 * @param follow whether this is a first follow, with or without a scene
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SimulatorMessage(
        @Nullable String from,
        @Nullable String id,
        @Nullable String text,
        @Nullable String quote,
        @Nullable Press press,
        @Nullable String scene,
        @Nullable Boolean follow,
        @Nullable Media media,
        @Nullable Location location) {

    /** A pressed button of one of our cards. */
    public record Press(String reference, String key) {
        public Press {
            Objects.requireNonNull(reference);
            Objects.requireNonNull(key);
        }
    }

    /** Something attached, in base64. */
    public record Media(MediaKind kind, String contentType, String base64) {
        public Media {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(contentType);
            Objects.requireNonNull(base64);
        }
    }

    /** A place, in degrees. */
    public record Location(double lat, double lon, @Nullable String label) {}

    public static SimulatorMessage text(String from, String id, String text) {
        return new SimulatorMessage(from, id, text, null, null, null, null, null, null);
    }

    public static SimulatorMessage press(String from, String id, String reference, String key) {
        return new SimulatorMessage(from, id, null, null, new Press(reference, key), null, null, null, null);
    }

    public static SimulatorMessage scan(String from, String id, String scene, boolean follow) {
        return new SimulatorMessage(from, id, null, null, null, scene, follow, null, null);
    }

    public static SimulatorMessage media(String from, String id, Media media) {
        return new SimulatorMessage(from, id, null, null, null, null, null, media, null);
    }

    public static SimulatorMessage location(String from, String id, Location location) {
        return new SimulatorMessage(from, id, null, null, null, null, null, null, location);
    }

    public SimulatorMessage quoting(String externalId) {
        return new SimulatorMessage(from, id, text, externalId, press, scene, follow, media, location);
    }
}
