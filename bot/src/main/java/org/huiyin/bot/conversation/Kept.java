package org.huiyin.bot.conversation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * What must be kept until a question is answered; sealed in the question's row.
 *
 * @param verb what shall be done with the words
 * @param body the words
 * @param attachment a photo or voice note, with its kind
 * @param candidates tickets or people that may be meant, in the order shown
 * @param shown how many of them have been shown
 * @param code what somebody typed before and is still to be proved
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Kept(
        @Nullable String verb,
        @Nullable String body,
        @Nullable Long attachment,
        @Nullable MediaKind kind,
        @Nullable List<Long> candidates,
        int shown,
        @Nullable String code) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Kept words(String verb, Utterance said, List<Long> candidates) {
        return new Kept(
                verb,
                said.body(),
                said.attached().map(Utterance.Attachment::id).orElse(null),
                said.attached().map(Utterance.Attachment::kind).orElse(null),
                candidates,
                Choices.MOST,
                null);
    }

    static Kept proof(String stage, @Nullable String code) {
        return new Kept(stage, null, null, null, null, 0, code);
    }

    Kept showing(int count) {
        return new Kept(verb, body, attachment, kind, candidates, count, code);
    }

    Utterance utterance() {
        String text = body == null ? "" : body;
        Long id = attachment;
        MediaKind what = kind;
        return id == null || what == null
                ? Utterance.words(text)
                : new Utterance(text, text, Optional.of(new Utterance.Attachment(id, what)));
    }

    List<Long> meant() {
        return candidates == null ? List.of() : candidates;
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a question cannot be written", e);
        }
    }

    static Kept parse(@Nullable String json) {
        try {
            return JSON.readValue(json == null ? "{}" : json, Kept.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a question cannot be read", e);
        }
    }
}
