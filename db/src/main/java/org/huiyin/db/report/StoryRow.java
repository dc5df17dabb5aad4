package org.huiyin.db.report;

import java.time.Instant;
import org.huiyin.db.ticket.Charge;

/** A row of a ticket's history without anybody's words: all that counting needs. */
public record StoryRow(long ticketId, int seq, Instant at, String kind, String actor, String detail, Charge charge) {}
