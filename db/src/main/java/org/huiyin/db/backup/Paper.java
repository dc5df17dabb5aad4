package org.huiyin.db.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is written beside the copied rows, as JSON that a person can read: whose they are, how many, and the sum of each file. */
final class Paper {
    /** Of all papers: raised when one of an earlier Huiyin could be misread. */
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Paper() {}

    /**
     * Whose directory it is.
     *
     * @param directory its own name, by which a database knows it wherever it is mounted
     * @param county whose rows lie here; {@code life} and {@code lives} tell a restored county from the one before
     */
    record Identity(int format, String directory, UUID county, UUID life, int lives) {}

    /** A file of one table's rows, as COPY writes them, compressed. */
    record TableFile(String table, String file, long rows, long bytes, String sha256) {}

    /**
     * One whole copy.
     *
     * @param until everything committed before this is in it
     * @param lsn where the increments go on; null for a copy that has none
     * @param slot which keeps for us what comes after; null for a copy that has no increments
     * @param migrations the numbers of those that made the schema
     * @param keys the fingerprint of the keys that the rows are sealed with; null where nothing is sealed yet
     * @param keyCheck which only those keys open, in Base64
     */
    record Base(
            int format,
            int generation,
            Instant until,
            @Nullable String lsn,
            @Nullable String slot,
            String postgres,
            List<Integer> migrations,
            @Nullable String keys,
            @Nullable String keyCheck,
            UUID county,
            UUID life,
            Layout layout,
            Map<String, Long> sequences,
            List<TableFile> files) {}

    /**
     * What changed since the paper before.
     *
     * @param previous the sum of the paper before: that of the copy, or of the increment with the number before
     * @param lsn up to where it goes
     * @param changed rows written, changed or removed
     */
    record Increment(
            int number,
            String previous,
            String lsn,
            Instant until,
            long transactions,
            long changed,
            List<Layout.Table> partitions,
            Map<String, Long> sequences,
            String file,
            long bytes,
            String sha256) {}

    /** Says that nothing changed after increment {@code after} until then. */
    record Covered(int after, String lsn, Instant until) {}

    static byte[] write(Object paper) throws IOException {
        return JSON.writeValueAsBytes(paper);
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), type);
    }
}
