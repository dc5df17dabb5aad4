package org.huiyin.db.registry;

import org.jspecify.annotations.Nullable;

/**
 * An open ticket that an import gave to a successor.
 *
 * @param cadreId the successor; null where it went to the county's desk
 */
public record MovedTicket(
        long ticketId,
        long fromDutyId,
        long toDutyId,
        @Nullable Long cadreId) {}
