package org.huiyin.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.delivery.Renderer;
import org.huiyin.bot.routing.Directory;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Clocks;
import org.huiyin.bot.ticket.FirstRow;
import org.huiyin.bot.ticket.LifeCycle;
import org.huiyin.bot.ticket.Subject;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.Absences;
import org.huiyin.db.registry.Households.NewBinding;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.Attachments;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.Publications;
import org.huiyin.db.ticket.QuestionRow;
import org.jspecify.annotations.Nullable;

/**
 * One decision over a batch: reads {@link Facts} through what it has already decided, so that a second message sees the first one's effect, and
 * collects {@link Writes}. Without a database: the same facts, ids and time give the same writes.
 */
public final class Ledger {
    private final House house;
    private final Facts facts;
    private final Ids ids;
    private final Instant now;
    private final Writes writes = new Writes();
    private final Map<Long, List<KnownPerson>> bound = new HashMap<>();
    private final Map<Long, List<HistoryRow>> newHistory = new LinkedHashMap<>();
    private final KnownQuestions questions = new KnownQuestions();
    private UUID trace = new UUID(0, 0);

    public Ledger(House house, Facts facts, Ids ids, Instant now) {
        this.house = house;
        this.facts = facts;
        this.ids = ids;
        this.now = now;
        facts.bound().forEach(this::remember);
        facts.tickets().forEach(writes.tickets::read);
        facts.questions().forEach(questions::add);
    }

    public Writes writes() {
        return writes;
    }

    /** Whatever is written from now on is part of what that request brought. */
    void within(UUID request) {
        trace = request;
    }

    House house() {
        return house;
    }

    Instant now() {
        return now;
    }

    Directory directory() {
        return facts.directory();
    }

    <R> R know(Query<R> query) {
        return facts.know(query);
    }

    // -------------------------------------------------------------------------------------------------------------
    // addresses

    AddressRow address(long id) {
        AddressRow changed = writes.addresses.get(id);
        if (changed != null) {
            return changed;
        }
        AddressRow read = facts.addresses().get(id);
        return read != null ? read : know(new Query.AddressById(id)).orElseThrow();
    }

    /** Changes an address of this batch; others are not locked and must not be. */
    void change(AddressRow address) {
        writes.addresses.put(address.id(), address);
    }

    Texts.Voice voice(AddressRow address) {
        return house.texts().voice(address.language(), limits(address).kind() == Limits.Kind.SMS);
    }

    Limits limits(AddressRow address) {
        return house.limits(address.channel());
    }

    List<KnownPerson> bound(long addressId) {
        return bound.getOrDefault(addressId, List.of());
    }

    private void remember(KnownPerson person) {
        bound.computeIfAbsent(person.addressId(), id -> new ArrayList<>()).add(person);
    }

    void bind(long addressId, KnownPerson person, String strength) {
        remember(new KnownPerson(person.household(), person.villagerId(), person.name(), addressId, strength));
        writes.bindings.add(new NewBinding(addressId, person.household().id(), person.villagerId(), strength));
    }

    /** Says that a cadre's address changed, so that copies of the directory are old. */
    void registryChanged() {
        writes.registryChanged = true;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // tickets

    /** Open tickets and those closed lately of an address, the one spoken on last first. */
    List<Ticket> ticketsOf(long addressId) {
        return writes.tickets
                .ofAddress(addressId)
                .sorted(Comparator.comparing(Ticket::spokenAt)
                        .thenComparing(Ticket::id)
                        .reversed())
                .toList();
    }

    /** Reads what giving tickets to others needs at once, and not for one after the other. */
    void foresee(List<Ticket> tickets) {
        List<Query<?>> needed = new ArrayList<>();
        for (Ticket ticket : tickets) {
            Long household = ticket.subject().householdId();
            Long address = ticket.subject().addressId();
            if (!ticket.fresh()) {
                needed.add(new Query.Story(ticket.id()));
            }
            if (household != null) {
                needed.add(new Query.LinkOf(household));
            }
            if (address != null && !facts.addresses().containsKey(address)) {
                needed.add(new Query.AddressById(address));
            }
        }
        facts.want(needed);
    }

    /** The same for what asking its villager needs. */
    void foreseeAsking(Ticket ticket) {
        Long address = ticket.subject().addressId();
        if (address != null && !ticket.fresh()) {
            facts.want(List.of(
                    new Query.Story(ticket.id()), new Query.AddressById(address), new Query.OpenQuestions(address)));
        }
    }

    /** All open tickets that a duty holds. */
    List<Ticket> heldUnder(long dutyId) {
        return know(new Query.HeldUnder(dutyId)).stream()
                .map(writes.tickets::read)
                .filter(t -> t.open() && t.holderId() == dutyId)
                .toList();
    }

    /** What the county desk itself has not done in time, the longest overdue first. */
    List<Ticket> overdueAtDesk() {
        return know(new Query.OverdueAtDesk(now)).stream()
                .map(writes.tickets::read)
                .toList();
    }

    /** All open tickets of an official that somebody else has while he is away. */
    List<Ticket> stoodInFor(long cadreId) {
        return know(new Query.StoodInFor(cadreId)).stream()
                .map(writes.tickets::read)
                .filter(t -> t.open() && t.ownDutyId() != t.holderId())
                .toList();
    }

    /** An official goes away, or comes back. */
    void away(Absences.Begin absence) {
        writes.absences.add(absence);
        writes.registryChanged = true;
    }

    void back(long cadreId) {
        writes.endedAbsences.add(cadreId);
        writes.registryChanged = true;
    }

    /** Whoever has a ticket since the register changed knows it now. */
    void told(Ticket ticket) {
        writes.told.add(ticket.id());
    }

    /** What may be shown of a ticket changes. */
    void publish(Publications.Step step) {
        writes.publications.add(step);
    }

    /** Open tickets that an official holds, the earliest due first. */
    List<Ticket> heldBy(long cadreId) {
        // Every change goes with a row of history, so that these are all that this batch may have given him.
        Set<Ticket> mayBe = new LinkedHashSet<>();
        newHistory.keySet().forEach(id -> writes.tickets.byId(id).ifPresent(mayBe::add));
        know(new Query.HeldBy(cadreId)).forEach(row -> mayBe.add(writes.tickets.read(row)));
        return mayBe.stream()
                .filter(t -> t.open() && t.hold() != Ticket.Hold.ASKED && Objects.equals(t.holderCadreId(), cadreId))
                .sorted(Comparator.comparing((Ticket t) -> t.due().at()).thenComparing(Ticket::id))
                .toList();
    }

    /** Of those he holds, what waits for him one by one: what is merged is answered together. */
    List<Ticket> atHand(long cadreId) {
        return heldBy(cadreId).stream()
                .filter(ticket -> ticket.state() != Ticket.State.MERGED)
                .toList();
    }

    Optional<Ticket> ticket(long id) {
        return writes.tickets.byId(id).or(() -> know(new Query.ById(id)).map(writes.tickets::read));
    }

    /** Those of the ids that there are, in their order; what is not known is read at once and not one after the other. */
    List<Ticket> tickets(List<Long> ids) {
        facts.want(ids.stream()
                .filter(id -> writes.tickets.byId(id).isEmpty())
                .map(Query.ById::new)
                .toList());
        return ids.stream().flatMap(id -> ticket(id).stream()).toList();
    }

    /** All that happened to each of them, read at once. */
    Map<Ticket, List<HistoryRow>> stories(List<Ticket> some) {
        facts.want(some.stream().map(ticket -> new Query.Story(ticket.id())).toList());
        return some.stream().collect(Collectors.toMap(ticket -> ticket, this::story));
    }

    Optional<Ticket> byCode(String code) {
        return writes.tickets.byCode(code).or(() -> know(new Query.ByCode(code)).map(writes.tickets::read));
    }

    Optional<Ticket> byQuote(String externalId) {
        return know(new Query.ByQuote(externalId)).map(writes.tickets::read);
    }

    Ticket open(String kind, Ticket.Urgency urgency, Subject subject, Holder holder) {
        long id = ids.take(Ids.Kind.TICKET);
        Clocks clocks = Clocks.start(house.deadlines(), kind, urgency != Ticket.Urgency.NORMAL, holder.step(), now);
        return writes.tickets.open(
                FirstRow.of(id, house.codes().code(id), kind, urgency, subject, holder, now, clocks));
    }

    /** Appends to a ticket's history and returns the row's place in it. What somebody has to answer anew is in no common problem any more. */
    int record(Ticket ticket, String what, String actor, @Nullable Long actorId, String detail, @Nullable String body) {
        Ticket.State before = ticket.state();
        HistoryRow row = ticket.record(now, what, actor, actorId, detail, body).within(trace);
        if (ticket.state() == Ticket.State.OPEN && LifeCycle.isSettled(before)) {
            new Commons(this).leave(ticket);
        }
        writes.history.add(row);
        newHistory.computeIfAbsent(ticket.id(), id -> new ArrayList<>()).add(row);
        return row.seq();
    }

    /** All that happened to a ticket, this batch included. */
    List<HistoryRow> story(Ticket ticket) {
        List<HistoryRow> story = new ArrayList<>(ticket.fresh() ? List.of() : know(new Query.Story(ticket.id())));
        story.addAll(newHistory.getOrDefault(ticket.id(), List.of()));
        return story;
    }

    long attach(String channel, String kind, String contentType, String reference, @Nullable Long ticketId) {
        long id = ids.take(Ids.Kind.ATTACHMENT);
        writes.attachments.add(
                new Attachments.Wanted(id, ticketId, channel, kind, contentType, reference, now, 0, trace));
        return id;
    }

    // -------------------------------------------------------------------------------------------------------------
    // questions

    /** What an address has been asked and may still answer, the latest first; not what it will only be asked when a letter leaves. */
    List<QuestionRow> questions(long addressId) {
        return questions.to(addressId).stream()
                .filter(q -> q.expiresAt().isAfter(now) && !q.askedAt().isAfter(now))
                // Ids come in blocks: a later question may have a smaller one.
                .sorted(Comparator.comparing(QuestionRow::askedAt)
                        .thenComparing(QuestionRow::id)
                        .reversed())
                .toList();
    }

    Optional<QuestionRow> question(long addressId, Topic topic) {
        return questions(addressId).stream()
                .filter(q -> q.kind().equals(topic.name()))
                .findFirst();
    }

    Optional<QuestionRow> questionById(long addressId, long id) {
        return questions.byId(addressId, id);
    }

    /** Asks; an earlier question of the same topic (and ticket) to the same address is over. */
    void ask(
            long addressId,
            Topic topic,
            @Nullable Ticket ticket,
            @Nullable String payload,
            Duration lives,
            boolean acts) {
        Long ticketId = ticket == null ? null : ticket.id();
        questions.to(addressId).stream().filter(q -> sameAs(q, topic, ticketId)).forEach(this::end);
        ask(new QuestionRow(
                ids.take(Ids.Kind.QUESTION), addressId, topic.name(), ticketId, payload, now, now.plus(lives), acts));
    }

    /** Asks somebody outside this batch, by a letter that leaves at {@code from}; until {@code until} silence has no meaning. */
    void askLater(long addressId, Topic topic, Ticket ticket, Instant from, Instant until) {
        askLater(addressId, topic, ticket, from, until, true);
    }

    /** The same, for what silence never means anything to: {@code acts} is false. */
    void askLater(long addressId, Topic topic, Ticket ticket, Instant from, Instant until, boolean acts) {
        ask(new QuestionRow(
                ids.take(Ids.Kind.QUESTION), addressId, topic.name(), ticket.id(), null, from, until, acts));
    }

    private void ask(QuestionRow row) {
        questions.add(row);
        writes.asked.put(row.id(), row);
    }

    private static boolean sameAs(QuestionRow question, Topic topic, @Nullable Long ticketId) {
        return question.kind().equals(topic.name()) && Objects.equals(question.ticketId(), ticketId);
    }

    /** Ends a question about a ticket that somebody outside this batch may have been asked, or will be. */
    void endAbout(long addressId, Topic topic, Ticket ticket) {
        Stream.concat(know(new Query.OpenQuestions(addressId)).stream(), questions.to(addressId).stream())
                .filter(q -> sameAs(q, topic, ticket.id()))
                .forEach(this::end);
    }

    void end(QuestionRow question) {
        questions.remove(question);
        if (writes.asked.remove(question.id()) == null) {
            writes.ended.add(question.id());
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // sending

    /** Queues a letter to somebody of this batch. */
    void send(Letter letter) {
        send(letter, address(letter.addressId()).channel());
    }

    /** Queues a letter to an address at that channel, in as many parts as the channel needs. */
    void send(Letter letter, String channel) {
        Ticket about = letter.ticket();
        Letter ranked = about != null && about.pressing() ? letter.first(Letter.Priority.URGENT) : letter;
        writes.parts.addAll(Parting.parts(ranked, channel, house.limits(channel), ids, now, trace));
    }

    /** Answers the sender himself: in the answer to the webhook where his channel can, else as a letter. */
    void reply(Said.OfSomebody said, List<String> texts, @Nullable Ticket ticket) {
        AddressRow to = address(said.addressId());
        String joined = String.join("\n", texts);
        boolean passive = limits(to).passiveReply() && said instanceof Said.Spoke;
        boolean fits = Renderer.render(Draft.words(joined), limits(to)).size() == 1;
        if (passive && fits && !writes.passive.containsKey(said.key())) {
            writes.passive.put(said.key(), joined);
            return;
        }
        for (String text : limits(to).kind() == Limits.Kind.SMS ? texts : List.of(joined)) {
            Letter letter = Letter.to(to.id(), Purpose.ACK, Draft.words(text), now);
            send(ticket == null ? letter : letter.about(ticket, null));
        }
    }

    void hasten(long addressId, Ticket ticket) {
        writes.hastened.add(new Writes.Hasten(addressId, ticket.id()));
    }
}
