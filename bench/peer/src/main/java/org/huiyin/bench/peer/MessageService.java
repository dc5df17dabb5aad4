package org.huiyin.bench.peer;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huiyin.adapters.channel.TextEvent.MessageReceived;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes one message in, in one transaction: all of it or nothing. */
@Service
class MessageService {
    private static final String WECHAT = "wechat";
    private static final String WECOM = "wecom";
    private static final String RECEIVED = "【回音】已收到，已转给您的联系干部。他回复后，会在这里告诉您。";
    private static final Pattern REPLY = Pattern.compile("#(\\w+)\\s+(.+)", Pattern.DOTALL);
    /** So long after the last words, more words belong to the same matter. */
    private static final Duration SAME_MATTER = Duration.ofHours(24);

    private final InboundRepository inbound;
    private final TicketRepository tickets;
    private final HistoryRepository history;
    private final OutboxRepository outbox;
    private final Clock clock;

    MessageService(
            InboundRepository inbound,
            TicketRepository tickets,
            HistoryRepository history,
            OutboxRepository outbox,
            Clock clock) {
        this.inbound = inbound;
        this.tickets = tickets;
        this.history = history;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A message that was taken in before has no effect, and the answer of that time. */
    @Transactional
    public Answered take(MessageReceived message, String words) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Optional<String> passive = message.channel().equals(WECHAT) ? Optional.of(RECEIVED) : Optional.empty();
        if (!inbound.record(message.channel(), message.dedupKey(), now, passive)) {
            return inbound.answered(message.channel(), message.dedupKey());
        }
        Sender sender = inbound.sender(message.channel(), message.sender());
        Long cadre = sender.cadreId();
        if (cadre == null) {
            villager(sender, words, now);
        } else {
            cadre(sender, cadre, words, now);
        }
        return new Answered(now.toInstant(), passive);
    }

    private void villager(Sender sender, String words, OffsetDateTime now) {
        inbound.wrote(sender.addressId(), now);
        Optional<Ticket> same = tickets.spokenOn(sender.addressId(), now.minus(SAME_MATTER));
        if (same.isPresent()) {
            append(same.get(), words, now);
        } else {
            first(tickets.home(sender.addressId()), words, now);
        }
    }

    private void first(Home home, String words, OffsetDateTime now) {
        long id = tickets.next();
        // A letter, because the codes of the county's own tickets are digits alone.
        String code = "T" + id;
        Entry opened = Entry.after(id, 0, Buffer.buffer(), "OPENED", "VILLAGER", home.addressId(), "");
        Entry said = Entry.after(id, opened.seq(), opened.hash(), "SAID", "VILLAGER", home.addressId(), words);
        tickets.open(id, code, home, said, now);
        history.append(opened, now);
        history.append(said, now);
        outbox.send(home.cadreAddressId(), WECOM, said, "FORWARD", "#" + code + " " + words, now);
    }

    private void append(Ticket ticket, String words, OffsetDateTime now) {
        Entry said =
                Entry.after(ticket.id(), ticket.seq(), ticket.head(), "SAID", "VILLAGER", ticket.villagerId(), words);
        history.append(said, now);
        tickets.spoken(said, now);
        outbox.send(ticket.cadreAddressId(), WECOM, said, "FORWARD", "#" + ticket.code() + " " + words, now);
    }

    /** Fails where it is no reply to a ticket of this cadre: the bench sends none, and must see it. */
    private void cadre(Sender sender, long cadreId, String words, OffsetDateTime now) {
        Matcher reply = REPLY.matcher(words);
        if (!reply.matches()) {
            throw new IllegalArgumentException("a cadre's words without a ticket's code");
        }
        Ticket ticket = tickets.byCode(reply.group(1))
                .filter(found -> found.cadreId() == cadreId)
                .orElseThrow(() -> new IllegalArgumentException("no ticket of this cadre has this code"));
        String answer = reply.group(2);
        Entry answered = Entry.after(ticket.id(), ticket.seq(), ticket.head(), "ANSWERED", "CADRE", cadreId, answer);
        history.append(answered, now);
        tickets.answered(answered, now);
        outbox.send(ticket.villagerId(), ticket.villagerChannel(), answered, "ANSWER", answer, now);
        outbox.send(sender.addressId(), WECOM, answered, "ECHO", "#" + ticket.code() + " 已转给村民", now);
    }
}
