package org.huiyin.bot.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.inbound.InboundKey;
import org.huiyin.db.outbox.PartRow;
import org.huiyin.db.registry.Absences;
import org.huiyin.db.registry.Households.NewBinding;
import org.huiyin.db.ticket.Attachments;
import org.huiyin.db.ticket.Confirmations;
import org.huiyin.db.ticket.HistoryRow;
import org.huiyin.db.ticket.Publications;
import org.huiyin.db.ticket.QuestionRow;

/** Everything a batch is going to write. Filled by {@link Ledger}, written by the shell in one transaction. */
public final class Writes {
    final KnownTickets tickets = new KnownTickets();
    final KnownCommons commons = new KnownCommons();
    final Map<Long, AddressRow> addresses = new TreeMap<>();
    final List<HistoryRow> history = new ArrayList<>();
    final Map<Long, QuestionRow> asked = new TreeMap<>();
    final Set<Long> ended = new TreeSet<>();
    final List<PartRow> parts = new ArrayList<>();
    final List<NewBinding> bindings = new ArrayList<>();
    final List<Attachments.Wanted> attachments = new ArrayList<>();
    final List<Confirmations.NewCode> codes = new ArrayList<>();
    final Map<Long, Confirmations.Use> codeUses = new TreeMap<>();
    final Set<Hasten> hastened = new LinkedHashSet<>();
    final Map<InboundKey, String> passive = new HashMap<>();
    final Set<Long> endedAbsences = new LinkedHashSet<>();
    final List<Absences.Begin> absences = new ArrayList<>();
    final List<Publications.Step> publications = new ArrayList<>();
    final Set<Long> told = new TreeSet<>();
    boolean registryChanged;

    Writes() {}

    /** Parts of a ticket to an address that need not wait for the end of the night any more. */
    public record Hasten(long addressId, long ticketId) {}

    public List<Ticket> newTickets() {
        return tickets.fresh();
    }

    public List<Ticket> changedTickets() {
        return tickets.all().stream().filter(t -> !t.fresh() && t.changed()).toList();
    }

    /** Common problems. */
    public KnownCommons commons() {
        return commons;
    }

    public List<AddressRow> addresses() {
        return List.copyOf(addresses.values());
    }

    public List<HistoryRow> history() {
        return history;
    }

    public List<QuestionRow> asked() {
        return List.copyOf(asked.values());
    }

    public Set<Long> ended() {
        return ended;
    }

    public List<PartRow> parts() {
        return parts;
    }

    public List<NewBinding> bindings() {
        return bindings;
    }

    public List<Attachments.Wanted> attachments() {
        return attachments;
    }

    public List<Confirmations.NewCode> codes() {
        return codes;
    }

    public Map<Long, Confirmations.Use> codeUses() {
        return codeUses;
    }

    public Set<Hasten> hastened() {
        return hastened;
    }

    public Map<InboundKey, String> passive() {
        return passive;
    }

    /** Officials who are back. */
    public Set<Long> endedAbsences() {
        return endedAbsences;
    }

    /** After those that ended. */
    public List<Absences.Begin> absences() {
        return absences;
    }

    /** Tickets of which their new holders know. */
    public Set<Long> told() {
        return told;
    }

    public List<Publications.Step> publications() {
        return publications;
    }

    /** Whether a copy of the directory is old after this. */
    public boolean registryChanged() {
        return registryChanged;
    }
}
