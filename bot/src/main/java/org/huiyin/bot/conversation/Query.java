package org.huiyin.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.common.MemberRow;
import org.huiyin.db.common.ProblemRow;
import org.huiyin.db.common.StepRow;
import org.huiyin.db.outbox.Outbox;
import org.huiyin.db.registry.Households;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.QuestionRow;
import org.huiyin.db.ticket.TicketRow;
import org.jspecify.annotations.Nullable;

/**
 * Something a decision needs to know that is not read for every message. Deciding stays pure: it stops at the first thing it does not know,
 * the batch reads it, and the decision is made again from the start.
 *
 * @param <R> what the answer is
 */
public sealed interface Query<R> {

    /** All that happened to a ticket. */
    record Story(long ticketId) implements Query<List<HistoryRow>> {}

    /** The ticket of that code, whoever's it is. */
    record ByCode(String code) implements Query<Optional<TicketRow>> {}

    /** The ticket of the message that was quoted. */
    record ByQuote(String externalId) implements Query<Optional<TicketRow>> {}

    /** The ticket of a question. */
    record ById(long ticketId) implements Query<Optional<TicketRow>> {}

    /** The open tickets that an official holds, at most 200, the earliest due first. */
    record HeldBy(long cadreId) implements Query<List<TicketRow>> {}

    /** By which duty which cadre is linked to a household. */
    record LinkOf(long householdId) implements Query<Optional<Households.Link>> {}

    /** All open tickets that are held by a duty. */
    record HeldUnder(long dutyId) implements Query<List<TicketRow>> {}

    /** What the county desk itself has not done by that moment, at most 200, the longest overdue first. */
    record OverdueAtDesk(Instant now) implements Query<List<TicketRow>> {}

    /** All open tickets of an official that somebody else has while he is away. */
    record StoodInFor(long cadreId) implements Query<List<TicketRow>> {}

    /** An id for the duty of whoever covers for an official; {@code key} makes each wish one. */
    record NewDuty(String key) implements Query<Long> {}

    /** Common problems that are not at an end; suggestions of at least so many households. */
    record Problems(int households) implements Query<List<ProblemRow>> {}

    /** The common problem of that number. */
    record Problem(long problemId) implements Query<Optional<ProblemRow>> {}

    /** All that was decided about a common problem. */
    record Steps(long problemId) implements Query<List<StepRow>> {}

    /** The tickets of a common problem. */
    record Members(long problemId) implements Query<List<MemberRow>> {}

    /** The common problems that a ticket belongs to, and did. */
    record MemberOf(long ticketId) implements Query<List<MemberRow>> {}

    /** A number for a new common problem; {@code key} makes each wish one. */
    record NewProblem(String key) implements Query<Long> {}

    /** People of that name among a cadre's households. */
    record Named(long cadreId, String name) implements Query<List<KnownPerson>> {}

    /** A cadre's households. */
    record Linked(long cadreId) implements Query<List<KnownPerson>> {}

    /** The household of that code, if {@code proof} is one of its names or phone tails. */
    record CardProof(String code, String proof) implements Query<List<KnownPerson>> {}

    /** Everybody registered with that phone. */
    record OfPhone(String phone) implements Query<List<KnownPerson>> {}

    /** How many codes were sent lately: to the phone, and at the wish of the address. */
    record CodesSent(long addressId, String phone) implements Query<CodeCounts> {}

    /** Numbers of confirmation codes within a minute, an hour and a day of now; the larger of phone and address. */
    record CodeCounts(int minute, int hour, int day) {}

    /** The code that was last sent for the address and is neither used nor expired. */
    record OpenCode(long addressId) implements Query<Optional<SentCode>> {}

    /** A code that was sent. */
    record SentCode(long id, List<KnownPerson> people, String codeHash, int tries) {}

    /** The address row of a phone at a channel, made when missing. */
    record AddressOf(String channel, String address) implements Query<AddressRow> {}

    /** The row of an address that is known by id. */
    record AddressById(long addressId) implements Query<Optional<AddressRow>> {}

    /** Takes back what an author has waiting, for that ticket or for any; {@code key} makes each wish one. */
    record Undo(long authorAddressId, String key, @Nullable Long ticketId) implements Query<Optional<Outbox.Undone>> {}

    /** Takes back the words "it is resolved" of a ticket that wait to be sent; {@code seq}, where its history ends, makes each wish one. */
    record Withhold(long addressId, long ticketId, int seq) implements Query<List<Outbox.Undone>> {}

    /** The ticket of the latest words that an author has waiting. */
    record Waiting(long authorAddressId) implements Query<Optional<Long>> {}

    /** Whether the question "solved?" that row {@code seq} of a ticket's history put is known to have arrived. */
    record Proved(long ticketId, int seq) implements Query<Boolean> {}

    /** Open tickets of people, whatever address they are under; none that is kept from somebody. */
    record ByVillager(List<Long> villagerIds) implements Query<List<TicketRow>> {
        public ByVillager {
            villagerIds = List.copyOf(villagerIds);
        }
    }

    /** What somebody outside the batch has been asked. */
    record OpenQuestions(long addressId) implements Query<List<QuestionRow>> {}
}
