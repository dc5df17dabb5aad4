package org.huiyin.bot.conversation;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huiyin.bot.routing.Directory;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.QuestionRow;
import org.huiyin.db.ticket.TicketRow;

/** What a batch has read, and remembers when it decides again: the addresses are locked, tickets are checked for change before writing. */
public final class Facts {
    private final Directory directory;
    private final Map<Long, AddressRow> addresses = new HashMap<>();
    private final Map<Long, TicketRow> tickets = new HashMap<>();
    private final List<KnownPerson> bound;
    private final List<QuestionRow> questions;
    private final Map<Query<?>, Object> answers = new HashMap<>();
    private final Set<Query<?>> wanted = new LinkedHashSet<>();

    public Facts(
            Directory directory,
            Collection<AddressRow> addresses,
            List<KnownPerson> bound,
            Collection<TicketRow> tickets,
            List<QuestionRow> questions) {
        this.directory = directory;
        addresses.forEach(address -> this.addresses.put(address.id(), address));
        this.bound = List.copyOf(bound);
        tickets.forEach(ticket -> this.tickets.put(ticket.id(), ticket));
        this.questions = List.copyOf(questions);
    }

    Directory directory() {
        return directory;
    }

    /** The locked addresses. */
    Map<Long, AddressRow> addresses() {
        return addresses;
    }

    Collection<TicketRow> tickets() {
        return tickets.values();
    }

    List<KnownPerson> bound() {
        return bound;
    }

    List<QuestionRow> questions() {
        return questions;
    }

    /** The answer, or the end of this decision until it has been read. */
    @SuppressWarnings("unchecked") // learn() keeps question and answer of one type together
    <R> R know(Query<R> query) {
        Object answer = answers.get(query);
        if (answer == null) {
            wanted.add(query);
            throw new Unread();
        }
        return (R) answer;
    }

    /** Stops until all of them can be answered, so that they are read together. */
    void want(List<? extends Query<?>> queries) {
        List<? extends Query<?>> unread =
                queries.stream().filter(query -> !answers.containsKey(query)).toList();
        if (!unread.isEmpty()) {
            wanted.addAll(unread);
            throw new Unread();
        }
    }

    /** What has to be read before deciding again; forgotten here, so that it is read once. */
    public Set<Query<?>> takeWanted() {
        Set<Query<?>> taken = Set.copyOf(wanted);
        wanted.clear();
        return taken;
    }

    /** Remembers an answer. */
    public <R> void learn(Query<R> query, R answer) {
        answers.put(query, answer);
    }
}
