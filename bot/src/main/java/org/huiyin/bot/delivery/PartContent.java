package org.huiyin.bot.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Limits.Form;
import org.huiyin.adapters.channel.Outbound;
import org.huiyin.adapters.channel.Outbound.Option;
import org.jspecify.annotations.Nullable;

/**
 * One part as it lies in the outbox: already fitted to its channel.
 *
 * @param form what it is sent as
 * @param text the words; of a photo or voice note, what to say when it cannot be had
 * @param notice the template to fall back to, null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PartContent(
        Form form,
        String text,
        @Nullable String reference,
        @Nullable String title,
        @Nullable List<Option> options,
        @Nullable String notice,
        @Nullable Map<String, String> parameters) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** This version cannot read it. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("a part in the outbox cannot be read", null, false, false);
        }
    }

    static PartContent words(String text) {
        return new PartContent(Form.TEXT, text, null, null, null, null, null);
    }

    /** Its words as a channel of these limits is handed them. */
    public Outbound words(Limits limits) {
        if (reference == null || !limits.carries(Form.CHOICE)) {
            return new Outbound.Text(text);
        }
        return new Outbound.Choice(reference, title == null ? "" : title, text, options == null ? List.of() : options);
    }

    /** The same with a reference that nobody else has. */
    public PartContent withReference(String unique) {
        return new PartContent(form, text, unique, title, options, notice, parameters);
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a part cannot be written", e);
        }
    }

    /** Reads what {@link #json} wrote. Throws {@link Unreadable}, without the words. */
    public static PartContent parse(String json) {
        try {
            return JSON.readValue(json, PartContent.class);
        } catch (JsonProcessingException e) {
            throw new Unreadable();
        }
    }
}
