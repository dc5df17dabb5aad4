package org.huiyin.bot.store;

import org.huiyin.db.address.Addresses;
import org.huiyin.db.common.CommonClock;
import org.huiyin.db.common.CommonMembers;
import org.huiyin.db.common.CommonProblems;
import org.huiyin.db.common.Suggestions;
import org.huiyin.db.inbound.Inbound;
import org.huiyin.db.inbound.SetAside;
import org.huiyin.db.outbox.Claims;
import org.huiyin.db.outbox.Outbox;
import org.huiyin.db.outbox.Outcomes;
import org.huiyin.db.outbox.Stalled;
import org.huiyin.db.registry.Absences;
import org.huiyin.db.registry.Households;
import org.huiyin.db.registry.Officials;
import org.huiyin.db.ticket.Attachments;
import org.huiyin.db.ticket.Confirmations;
import org.huiyin.db.ticket.Digests;
import org.huiyin.db.ticket.Histories;
import org.huiyin.db.ticket.Publications;
import org.huiyin.db.ticket.Questions;
import org.huiyin.db.ticket.Tickets;
import org.huiyin.db.vault.Vault;

/** The rooms of the database that taking in and delivering go through, all with the same keys. */
public record Repositories(
        Inbound inbound,
        SetAside setAside,
        Addresses addresses,
        Households households,
        Officials officials,
        Absences absences,
        Tickets tickets,
        Histories histories,
        Publications publications,
        Digests digests,
        CommonProblems commonProblems,
        CommonMembers commonMembers,
        CommonClock commonClock,
        Suggestions suggestions,
        Questions questions,
        Attachments attachments,
        Confirmations confirmations,
        Outbox outbox,
        Claims claims,
        Stalled stalled,
        Outcomes outcomes) {

    public static Repositories of(Vault vault) {
        return new Repositories(
                new Inbound(vault),
                new SetAside(vault),
                new Addresses(vault),
                new Households(vault),
                new Officials(vault),
                new Absences(),
                new Tickets(vault),
                new Histories(vault),
                new Publications(vault),
                new Digests(),
                new CommonProblems(vault),
                new CommonMembers(),
                new CommonClock(),
                new Suggestions(vault),
                new Questions(vault),
                new Attachments(vault),
                new Confirmations(vault),
                new Outbox(vault),
                new Claims(vault),
                new Stalled(vault),
                new Outcomes(vault));
    }
}
