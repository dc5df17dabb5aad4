package org.huiyin.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.huiyin.db.outbox.PartRow;
import org.junit.jupiter.api.Test;

/** Words and their taking back may wait in one batch: then they are never written. */
class PartingTest {
    private static PartRow part(long id, int seq, long author, boolean undoable) {
        return new PartRow(
                id,
                Instant.EPOCH,
                7,
                "sim",
                1L,
                seq,
                "ANSWER",
                "{}",
                author,
                null,
                1,
                Instant.EPOCH,
                undoable,
                List.of(),
                null);
    }

    @Test
    void theLatestWordsOfTheAuthorAreTakenOutWithAllTheirParts() {
        List<PartRow> parts = new ArrayList<>(List.of(
                part(1, 2, 5, true),
                part(2, 3, 5, true),
                part(3, 3, 5, true),
                part(4, 4, 6, true),
                part(5, 5, 5, false)));
        assertThat(Parting.takeBack(parts, 5, null))
                .hasValueSatisfying(taken -> assertThat(taken.entrySeq()).isEqualTo(3));
        assertThat(parts).extracting(PartRow::id).containsExactly(1L, 4L, 5L);
    }

    @Test
    void whereThereIsNothingNothingIsTaken() {
        List<PartRow> parts = new ArrayList<>(List.of(part(1, 2, 6, true)));
        assertThat(Parting.takeBack(parts, 5, null)).isEmpty();
        assertThat(parts).hasSize(1);
    }
}
