package org.huiyin.db.outbox;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a part carries and for whom, wherever it is on its way. */
public interface AnyPart {
    long partId();

    long addressId();

    String channel();

    @Nullable
    Long ticketId();

    @Nullable
    Integer entrySeq();

    String purpose();

    String content();

    @Nullable
    Long authorAddressId();

    /** Addresses that were asked for these words in vain before this part was made. */
    List<Long> tried();

    @Nullable
    UUID trace();

    /** Null for none, and where nobody needs to know any more. */
    default @Nullable Long attachmentId() {
        return null;
    }
}
