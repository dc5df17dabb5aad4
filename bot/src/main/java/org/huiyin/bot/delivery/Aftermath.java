package org.huiyin.bot.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.routing.Directory;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.store.DirectoryCache;
import org.huiyin.bot.store.Repositories;
import org.huiyin.bot.texts.Texts;
import org.huiyin.db.Ids;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.outbox.AnyPart;
import org.huiyin.db.outbox.ClaimedPart;
import org.huiyin.db.outbox.PartRow;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.TicketRow;
import org.huiyin.db.ticket.Tickets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows when a part did not arrive: another way is tried, and its author is told the truth. */
public final class Aftermath {
    private static final Logger log = LoggerFactory.getLogger(Aftermath.class);
    private static final Set<String> GONE = Set.of("RECIPIENT_BLOCKED", "UNKNOWN_RECIPIENT", "FAILED_BLOCKED");
    private static final int FRESH = 1;

    private final Repositories db;
    private final DirectoryCache directories;
    private final Supplier<Texts> texts;
    private final Map<String, Limits> channels;

    public Aftermath(Repositories db, DirectoryCache directories, Supplier<Texts> texts, Map<String, Limits> channels) {
        this.db = db;
        this.directories = directories;
        this.texts = texts;
        this.channels = Map.copyOf(channels);
    }

    /** A part that will not arrive as it was sent, or perhaps did not. */
    record Lost(
            long partId,
            long addressId,
            String channel,
            @Nullable Long ticketId,
            @Nullable Integer entrySeq,
            String purpose,
            String content,
            @Nullable Long authorAddressId,
            @Nullable Long attachmentId,
            List<Long> tried,
            @Nullable UUID trace,
            String reason) {
        Lost(AnyPart part, String reason) {
            this(
                    part.partId(),
                    part.addressId(),
                    part.channel(),
                    part.ticketId(),
                    part.entrySeq(),
                    part.purpose(),
                    part.content(),
                    part.authorAddressId(),
                    part.attachmentId(),
                    part.tried(),
                    part.trace(),
                    reason);
        }

        /** Where these words have been by now; none of these is asked for them again, or two that refuse would pass them to and fro for ever. */
        List<Long> asked() {
            return Stream.concat(tried.stream(), Stream.of(addressId)).toList();
        }
    }

    /** A recipient's reply budget is nearly spent. */
    record Low(ClaimedPart part, int left) {}

    /** Everything one loss needs to be known. */
    private record Case(
            Lost lost,
            Directory directory,
            Optional<TicketRow> ticket,
            List<AddressRow> ways,
            @Nullable AddressRow author) {
        /** The same with only those ways that lead over these channels. */
        Case over(Set<String> open) {
            List<AddressRow> some =
                    ways.stream().filter(way -> open.contains(way.channel())).toList();
            return new Case(lost, directory, ticket, some, author);
        }
    }

    /** Decides and queues what follows, in the transaction that records the losses. */
    Future<Void> follow(SqlClient client, Ids ids, List<Lost> lost, List<Low> low, Instant now) {
        Future<Void> chain = Future.succeededFuture();
        for (Lost one : lost) {
            chain = chain.compose(done -> follow(client, ids, one, now));
        }
        for (Low one : low) {
            chain = chain.compose(done -> warn(client, ids, one, now));
        }
        return chain;
    }

    private Future<Void> follow(SqlClient client, Ids ids, Lost lost, Instant now) {
        return gone(client, lost)
                .compose(done -> gather(client, lost))
                .compose(gathered -> ids.reserve(client, Ids.Kind.PART, 32).map(gathered))
                .compose(gathered -> db.outbox().enqueue(client, decide(gathered, ids, now)));
    }

    /** Queues what only waits over one of these channels, if it can go there, and says so to its author; gives whether it can. */
    Future<Boolean> elsewhere(SqlClient client, Ids ids, Lost waiting, Set<String> open, Instant now) {
        return gather(client, waiting)
                .map(known -> known.over(open))
                .compose(known -> known.ways().isEmpty()
                        ? Future.succeededFuture(false)
                        : ids.reserve(client, Ids.Kind.PART, 32)
                                .compose(reserved -> db.outbox().enqueue(client, decide(known, ids, now)))
                                .map(true));
    }

    private Future<Void> gone(SqlClient client, Lost lost) {
        return GONE.contains(lost.reason())
                ? db.addresses().unreachable(client, lost.addressId())
                : Future.succeededFuture();
    }

    private Future<Case> gather(SqlClient client, Lost lost) {
        Long author = lost.authorAddressId();
        Future<Directory> directory = directories.current(client);
        Future<Optional<TicketRow>> ticket = ticket(client, lost.ticketId());
        Future<List<AddressRow>> authors = author == null
                ? Future.succeededFuture(List.of())
                : db.addresses().read(client, List.of(author));
        return Future.all(directory, ticket, authors)
                .compose(read -> ways(client, lost, directory.result(), ticket.result()))
                .map(ways -> new Case(
                        lost,
                        directory.result(),
                        ticket.result(),
                        ways,
                        authors.result().stream().findFirst().orElse(null)));
    }

    private Future<Optional<TicketRow>> ticket(SqlClient client, @Nullable Long id) {
        if (id == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Tickets.Wanted wanted = new Tickets.Wanted(List.of(), Instant.EPOCH, List.of(), List.of(), List.of(id));
        return db.tickets().read(client, wanted).map(rows -> rows.stream().findFirst());
    }

    /** What a villager is told about his own matter, whoever says it. */
    private static final Set<String> TO_VILLAGER = Set.of("NOTICE", "ANSWER", "RESOLVED");

    private static boolean isToVillager(Lost lost, TicketRow ticket) {
        Long villager = ticket.addressId();
        return lost.authorAddressId() != null
                || (TO_VILLAGER.contains(lost.purpose())
                        && villager != null
                        && lost.asked().contains(villager));
    }

    /** What is kept from the line is no matter for a whole household either. */
    private static boolean hasOtherWays(TicketRow ticket) {
        return ticket.householdId() != null && (ticket.villagerId() != null || !ticket.confidential());
    }

    /** Other addresses of the same person: of the villager for what he is told, of the official for what was forwarded. */
    private Future<List<AddressRow>> ways(
            SqlClient client, Lost lost, Directory directory, Optional<TicketRow> ticket) {
        if (ticket.isPresent() && isToVillager(lost, ticket.get())) {
            TicketRow row = ticket.get();
            return !hasOtherWays(row)
                    ? Future.succeededFuture(List.of())
                    : db.households()
                            .addressesOf(client, Objects.requireNonNull(row.householdId()), row.villagerId())
                            .compose(people -> rows(
                                    client,
                                    people.stream().map(KnownPerson::addressId).toList(),
                                    lost));
        }
        boolean forwarded = lost.purpose().equals("FORWARD") && ticket.isPresent();
        return forwarded ? rows(client, chats(directory, ticket.get()), lost) : Future.succeededFuture(List.of());
    }

    private static List<Long> chats(Directory directory, TicketRow ticket) {
        List<Official> officials = new ArrayList<>();
        Long holder = ticket.holderCadreId();
        if (holder != null) {
            directory.official(holder).ifPresent(officials::add);
        }
        // What is kept from somebody may be about anybody at the desk: it goes to whom it was given and to nobody else.
        if (!ticket.confidential() && (ticket.hold() == null || ticket.hold().equals("UNBOUND"))) {
            directory.desk().stream()
                    .map(Holder::official)
                    .flatMap(Optional::stream)
                    .forEach(officials::add);
        }
        return officials.stream()
                .flatMap(o -> o.chats().stream())
                .filter(Official.Chat::reachable)
                .map(Official.Chat::addressId)
                .toList();
    }

    private Future<List<AddressRow>> rows(SqlClient client, List<Long> ids, Lost lost) {
        List<Long> asked = lost.asked();
        List<Long> others = ids.stream()
                .filter(id -> id != null && !asked.contains(id))
                .distinct()
                .toList();
        return others.isEmpty()
                ? Future.succeededFuture(List.of())
                : db.addresses()
                        .read(client, others)
                        .map(rows -> others.stream()
                                .flatMap(id -> rows.stream().filter(row -> row.id() == id))
                                .filter(row -> row.reachable() && channels.containsKey(row.channel()))
                                .toList());
    }

    // ------------------------------------------------------------------------------------------------------------------ deciding

    /** The author hears twice at most: that it goes another way, and when there is none left, that it is for himself to ring or visit. */
    private List<PartRow> decide(Case known, Ids ids, Instant now) {
        List<PartRow> parts = new ArrayList<>();
        boolean perhaps = known.lost().reason().equals("UNKNOWN");
        Optional<AddressRow> way =
                perhaps ? Optional.empty() : known.ways().stream().findFirst();
        way.ifPresent(to -> parts.addAll(again(known, to, ids, now)));
        AddressRow author = known.author();
        boolean news = way.isEmpty() || known.lost().tried().isEmpty();
        if (author != null && known.ticket().isPresent() && news) {
            parts.add(tell(known, author, way.isPresent(), ids, now));
        } else if (way.isEmpty() && known.lost().purpose().equals("FORWARD")) {
            log.warn(
                    "ticket {} could be brought to nobody: {} addresses were asked, the last of which said {}",
                    known.lost().ticketId(),
                    known.lost().asked().size(),
                    known.lost().reason());
        }
        return parts;
    }

    private List<PartRow> again(Case known, AddressRow to, Ids ids, Instant now) {
        PartContent content = PartContent.parse(known.lost().content());
        List<PartRow> parts = new ArrayList<>();
        Limits limits = Objects.requireNonNull(channels.get(to.channel()));
        boolean media = known.lost().attachmentId() != null;
        String text = media ? voice(to).say("media.not-carried") : content.text();
        for (PartContent part : Renderer.render(Draft.words(text), limits)) {
            parts.add(part(
                    ids,
                    now,
                    to,
                    known,
                    part,
                    known.lost().purpose(),
                    known.lost().authorAddressId(),
                    known.lost().asked()));
        }
        return parts;
    }

    private Texts.Voice voice(AddressRow to) {
        boolean sms = Objects.requireNonNull(channels.get(to.channel())).kind() == Limits.Kind.SMS;
        return texts.get().voice(to.language(), sms);
    }

    private PartRow tell(Case known, AddressRow author, boolean another, Ids ids, Instant now) {
        Texts.Voice voice = voice(author);
        String next = another ? "cadre.failed.next.sms" : "cadre.failed.next.person";
        TicketRow ticket = known.ticket().orElseThrow();
        String name = ticket.personName();
        String text = voice.say(
                "cadre.failed",
                Map.of(
                        "who", ticket.confidential() || name == null ? voice.say("label.confidential") : name,
                        "code", ticket.code(),
                        "reason",
                                voice.say("reason."
                                        + known.lost().reason().replace("FAILED_BLOCKED", "RECIPIENT_BLOCKED")),
                        "next", voice.say(next)));
        return part(ids, now, author, known, PartContent.words(text), "FAILED", null, List.of());
    }

    private static PartRow part(
            Ids ids,
            Instant now,
            AddressRow to,
            Case known,
            PartContent content,
            String purpose,
            @Nullable Long author,
            List<Long> tried) {
        return new PartRow(
                ids.take(Ids.Kind.PART),
                now,
                to.id(),
                to.channel(),
                known.lost().ticketId(),
                known.lost().entrySeq(),
                purpose,
                content.json(),
                author,
                null,
                FRESH,
                now,
                false,
                tried,
                known.lost().trace());
    }

    private Future<Void> warn(SqlClient client, Ids ids, Low low, Instant now) {
        Lost about = new Lost(low.part(), "");
        return gather(client, about)
                .compose(known -> ids.reserve(client, Ids.Kind.PART, 1).map(known))
                .compose(known -> db.outbox().enqueue(client, warning(known, low, ids, now)));
    }

    private List<PartRow> warning(Case known, Low low, Ids ids, Instant now) {
        AddressRow author = known.author();
        if (author == null || known.ticket().isEmpty()) {
            return List.of();
        }
        TicketRow ticket = known.ticket().get();
        Texts.Voice voice = voice(author);
        String name = ticket.personName();
        String text = voice.say(
                "cadre.budget",
                Map.of(
                        "who", ticket.confidential() || name == null ? voice.say("label.confidential") : name,
                        "left", Integer.toString(low.left()),
                        "code", ticket.code()));
        return List.of(part(ids, now, author, known, PartContent.words(text), "ECHO", null, List.of()));
    }
}
