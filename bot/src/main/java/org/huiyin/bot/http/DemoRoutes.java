package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.bot.http.Trail.Entry;
import org.huiyin.db.registry.Cast;
import org.huiyin.db.ticket.Trails;
import org.huiyin.db.ticket.Trails.Carried;
import org.huiyin.db.ticket.Trails.Event;
import org.huiyin.db.ticket.Trails.Said;

/**
 * What the demo's page asks for: who can be played, what a phone holds, and what became of each message. There only when a simulator is
 * configured, and shows words, openly, of people on simulated channels alone.
 */
public final class DemoRoutes implements Routes {
    private static final int MESSAGES = 20;

    /** A made-up county of any size still fits a list that somebody scrolls. */
    private static final int MOST_PEOPLE = 400;

    /**
     * Where the demo's answers come from.
     *
     * @param held whether the county takes everything in and sends nothing
     * @param zone the county's, in which the page shows times, as the messages do
     */
    public record Sources(
            SqlClient client, Clock clock, ZoneId zone, Trails trails, Cast cast, SaidLog said, BooleanSupplier held) {}

    private record People(
            String zone, List<Cast.Villager> villagers, List<Cast.Cadre> cadres, List<ChannelShown> channels) {}

    private record ChannelShown(String id, String kind) {}

    private record Phone(List<PhoneSaid> said, List<PhoneMessage> received) {}

    private record Rows(List<Said> said, List<Event> events, List<Carried> carried) {}

    private final Sources sources;
    private final List<SimulatorChannel> channels;
    private final Set<String> ids;

    public DemoRoutes(Sources sources, List<SimulatorChannel> channels) {
        this.sources = sources;
        this.channels = List.copyOf(channels);
        this.ids = channels.stream().map(SimulatorChannel::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void mount(Router router) {
        router.get("/demo/cast").handler(this::cast);
        router.get("/demo/phone").handler(this::phone);
        router.get("/demo/trail").handler(this::trail);
    }

    private void cast(RoutingContext context) {
        Future<List<Cast.Villager>> villagers = sources.cast().villagers(sources.client(), ids, MOST_PEOPLE);
        Future<List<Cast.Cadre>> cadres = sources.cast().cadres(sources.client(), ids, MOST_PEOPLE);
        List<ChannelShown> shown = channels.stream()
                .map(c -> new ChannelShown(c.id(), c.limits().kind().name()))
                .toList();
        Future.all(villagers, cadres)
                .map(both -> new People(sources.zone().getId(), villagers.result(), cadres.result(), shown))
                .onSuccess(people -> answer(context, people))
                .onFailure(context::fail);
    }

    /** Both sides of one phone's chat. */
    private void phone(RoutingContext context) {
        Optional<String> address = parameter(context, "address");
        Optional<SimulatorChannel> channel = parameter(context, "channel")
                .flatMap(id -> channels.stream().filter(c -> c.id().equals(id)).findFirst());
        if (address.isEmpty() || channel.isEmpty()) {
            Answer.error(context.response(), 404, "there is no such phone");
            return;
        }
        String id = channel.get().id();
        List<PhoneMessage> received = channel.get().sentTo(address.get()).stream()
                .map(part -> PhoneMessage.of(id, part))
                .toList();
        answer(context, new Phone(sources.said().of(id, address.get()), received));
    }

    private static Optional<String> parameter(RoutingContext context, String name) {
        return context.queryParam(name).stream().findFirst();
    }

    private void trail(RoutingContext context) {
        sources.trails()
                .said(sources.client(), ids, MESSAGES)
                .compose(this::withTickets)
                .map(this::shown)
                .onSuccess(trail -> answer(context, trail))
                .onFailure(context::fail);
    }

    private Future<Rows> withTickets(List<Said> said) {
        Set<Long> tickets = said.stream().map(Said::ticketId).collect(Collectors.toUnmodifiableSet());
        Future<List<Event>> events = sources.trails().events(sources.client(), tickets);
        Future<List<Carried>> carried = sources.trails().carried(sources.client(), tickets);
        return Future.all(events, carried).map(both -> new Rows(said, events.result(), carried.result()));
    }

    private Trail shown(Rows rows) {
        Map<Long, List<Event>> events = rows.events().stream().collect(Collectors.groupingBy(Event::ticketId));
        Map<Long, List<Carried>> carried = rows.carried().stream().collect(Collectors.groupingBy(Carried::ticketId));
        List<Entry> entries = rows.said().stream()
                .map(said -> entry(
                        said,
                        events.getOrDefault(said.ticketId(), List.of()),
                        carried.getOrDefault(said.ticketId(), List.of())))
                .toList();
        return new Trail(sources.clock().instant().toString(), sources.held().getAsBoolean(), entries);
    }

    private static Entry entry(Said said, List<Event> events, List<Carried> carried) {
        return new Entry(
                said.code() + "-" + said.seq(),
                said.at().toString(),
                said.code(),
                said.confidential(),
                said.words(),
                said.villager(),
                said.channel(),
                said.address(),
                said.trace() == null ? null : Trace.of(said.trace()).toString(),
                TrailSteps.of(said, events, carried));
    }

    private static void answer(RoutingContext context, Object body) {
        context.response().putHeader("cache-control", "no-store");
        Answer.json(context.response(), 200, body);
    }
}
