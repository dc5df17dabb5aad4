package org.huiyin.bot.recovery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;

/**
 * What a release does, or would do.
 *
 * @param lostFrom from when on, until {@code heldSince} at the latest, everything is lost that was not sent to us again
 * @param takenIn messages that came while the county was held
 * @param sent parts that had been sent in the lost time, as their provider says
 * @param notSent parts that had not, as their provider says: they are sent now
 * @param repeated parts of which nobody can tell: they are sent once more
 * @param notRepeated codes of which nobody can tell: they are not sent again
 * @param waiting parts that nobody can have sent yet: they are sent now, or when they are due
 * @param questions that run on from where they were
 * @param deadlines that the outage came too close to, and that moved by it
 */
public record ReleaseSummary(
        Instant lostFrom,
        Instant heldSince,
        long takenIn,
        long sent,
        long notSent,
        long repeated,
        long notRepeated,
        long waiting,
        long questions,
        long deadlines) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** For the record that is kept of it. */
    @JsonIgnore
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers cannot be written", e);
        }
    }
}
