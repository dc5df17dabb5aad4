package org.huiyin.bot.conversation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * What must be kept until a question is answered; sealed in the question's row.
 *
 * @param verb what shall be done with the words
 * @param words what was written
 * @param mark what stands for a photo, voice note or place
 * @param attachment a photo or voice note, with its kind
 * @param candidates tickets that may be meant, in the order shown
 * @param shown how many candidates have been shown
 * @param code what somebody typed before and is still to be proved, or the name that means several people
 * @param before what was said just before and waits for the same answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Kept(
        @Nullable String verb,
        @Nullable String words,
        @Nullable String mark,
        @Nullable Long attachment,
        @Nullable MediaKind kind,
        @Nullable List<Long> candidates,
        int shown,
        @Nullable String code,
        @Nullable Kept before) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Kept words(String verb, Utterance said, List<Long> candidates, @Nullable Kept before) {
        return new Kept(
                verb,
                said.words(),
                said.mark(),
                said.attached().map(Utterance.Attachment::id).orElse(null),
                said.attached().map(Utterance.Attachment::kind).orElse(null),
                candidates,
                Choices.MOST,
                null,
                before);
    }

    static Kept proof(String stage, @Nullable String code) {
        return new Kept(stage, null, null, null, null, null, 0, code, null);
    }

    static Kept verb(String verb) {
        return new Kept(verb, null, null, null, null, null, 0, null, null);
    }

    Kept showing(int count) {
        return new Kept(verb, words, mark, attachment, kind, candidates, count, code, before);
    }

    Kept of(String name) {
        return new Kept(verb, words, mark, attachment, kind, candidates, shown, name, before);
    }

    Utterance utterance() {
        Long id = attachment;
        MediaKind what = kind;
        Optional<Utterance.Attachment> attached =
                id == null || what == null ? Optional.empty() : Optional.of(new Utterance.Attachment(id, what));
        return new Utterance(words == null ? "" : words, mark == null ? "" : mark, attached);
    }

    /** Everything that waits for the answer, in the order in which it was said. */
    List<Utterance> utterances() {
        List<Utterance> all = new ArrayList<>();
        Kept earlier = before;
        if (earlier != null) {
            all.addAll(earlier.utterances());
        }
        all.add(utterance());
        return all;
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
