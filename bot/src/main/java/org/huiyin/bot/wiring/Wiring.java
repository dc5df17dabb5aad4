package org.huiyin.bot.wiring;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.adapters.simulator.SimulatorChannel;
import org.huiyin.bot.backup.BackupRuns;
import org.huiyin.bot.channel.SharedTokenStore;
import org.huiyin.bot.clock.SteadyClock;
import org.huiyin.bot.config.ChannelConfig;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.http.ApiTokens;
import org.huiyin.bot.http.DemoRoutes;
import org.huiyin.bot.http.HealthRoutes;
import org.huiyin.bot.http.HttpService;
import org.huiyin.bot.http.MetricsRoutes;
import org.huiyin.bot.http.PageRoutes;
import org.huiyin.bot.http.PromiseRoutes;
import org.huiyin.bot.http.Reception;
import org.huiyin.bot.http.ReportRoutes;
import org.huiyin.bot.http.RootRoutes;
import org.huiyin.bot.http.Routes;
import org.huiyin.bot.http.SaidLog;
import org.huiyin.bot.http.ServiceState;
import org.huiyin.bot.http.SimulatorRoutes;
import org.huiyin.bot.http.WebhookRoutes;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.node.Heartbeat;
import org.huiyin.bot.recovery.StandingWords;
import org.huiyin.bot.recovery.Watch;
import org.huiyin.bot.report.Reporting;
import org.huiyin.db.channel.ProviderTokens;
import org.huiyin.db.common.PublicProblems;
import org.huiyin.db.common.PublicPromises;
import org.huiyin.db.registry.Cast;
import org.huiyin.db.report.ReportNames;
import org.huiyin.db.schema.NodeCard;
import org.huiyin.db.server.Database;
import org.huiyin.db.server.DatabaseUrl;
import org.huiyin.db.ticket.HistoryRoots;
import org.huiyin.db.ticket.Trails;
import org.huiyin.db.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Constructs the whole service, starts it in order and stops it in the reverse: the only place where services are made. */
public final class Wiring {
    private static final Logger log = LoggerFactory.getLogger(Wiring.class);

    /** More connections than this only queue inside a small PostgreSQL. */
    private static final int CONNECTIONS = 16;

    /** Longer than any provider's time-out, so that what has left us is heard of before we go. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private static final Duration LAST_REQUESTS = Duration.ofSeconds(2);
    private static final Duration LAST_STEPS = Duration.ofSeconds(5);

    /**
     * On what a service is built.
     *
     * @param database made by {@link #connect}; closed with the service
     * @param port where it listens, which need not be the configured one; 0 for any
     * @param place where this process runs, and what it can ask of whoever started it
     * @param embedded whether the database is our own, which has no backup
     */
    public record Ground(
            Vertx vertx,
            ServiceConfig config,
            Database database,
            Vault vault,
            NodeCard node,
            Place place,
            boolean embedded,
            int port) {}

    /**
     * Where a process runs.
     *
     * @param data the directory in which it keeps everything
     * @param end asks for the end of this process, and says why
     */
    public record Place(Path data, Consumer<String> end) {}

    private final Ground ground;
    private final Database database;
    private final ServiceState state = new ServiceState();
    private final Metrics metrics = new Metrics();
    private final List<TextChannel> channels;
    private final Watch watch;
    private final Optional<BackupRuns> backups;
    private final Core core;
    private final HttpService http;
    private final Heartbeat heartbeat;

    /** The service's connections. Also for what is asked before it starts: each new one costs its log-in, which is made slow on purpose. */
    public static Database connect(Vertx vertx, DatabaseUrl url) {
        return Database.serving(vertx, url, CONNECTIONS);
    }

    public Wiring(Ground ground, Core.Maker maker) {
        this(ground, maker, Clock.systemUTC());
    }

    /** The same on a machine whose clock says {@code machine}, which somebody may set. */
    public Wiring(Ground ground, Core.Maker maker, Clock machine) {
        this.ground = ground;
        SteadyClock clock = new SteadyClock(machine, System::nanoTime, Wiring::setBack);
        Vertx vertx = ground.vertx();
        this.database = ground.database();
        TokenStore tokens = new SharedTokenStore(
                vertx, database.pool(), new ProviderTokens(ground.vault()), clock, metrics::tokenRefused);
        this.channels = open(ground.config().channels(), new ChannelConfig.Parts(vertx, clock, tokens));
        this.watch = new Watch(vertx, database.pool(), metrics);
        this.backups = ground.config().backup().map(this::backups);
        this.core = maker.make(new Core.Parts(
                vertx, clock, ground.config(), database, ground.vault(), ground.node(), channels, metrics, watch));
        channels.forEach(channel -> metrics.introduce(channel.id()));
        metrics.queueAge(core::queueAgeSeconds);
        metrics.setBack(() -> clock.ahead().toMillis() / 1000.0);
        this.heartbeat = new Heartbeat(vertx, database.pool(), machine, subject(), metrics.standing(), this::outdated);
        this.http = new HttpService(vertx, ground.config().http().host(), ground.port(), routes(clock));
    }

    private static void setBack(Duration by) {
        log.warn(
                "this machine's clock was set back by {} s; the service's time goes on until it has caught up",
                by.toSeconds());
    }

    private Heartbeat.Subject subject() {
        return new Heartbeat.Subject(
                ground.node(),
                core::configVersion,
                ground.config().sharedDigest(),
                () -> ground.place().data().toFile().getUsableSpace());
    }

    /** Lets nothing more in at once; what is under way may fail, and is repeated by the providers. */
    private void outdated(String why) {
        state.stopping();
        ground.place().end().accept(why);
    }

    private static List<TextChannel> open(List<ChannelConfig> configured, ChannelConfig.Parts parts) {
        return configured.stream().map(channel -> channel.open(parts)).toList();
    }

    private BackupRuns backups(ServiceConfig.Backup backup) {
        return new BackupRuns(
                ground.vertx(),
                database.pool(),
                database.url(),
                backup,
                ground.vault().fingerprint(),
                ground.node().name());
    }

    private List<Routes> routes(Clock clock) {
        Reception reception = new Reception(ground.vertx(), core.intake(), metrics);
        WebhookRoutes.Setting setting = new WebhookRoutes.Setting(
                ground.vertx(), clock, state, metrics, ground.config().http().trustedProxies());
        List<SimulatorChannel> simulators = channels.stream()
                .filter(SimulatorChannel.class::isInstance)
                .map(SimulatorChannel.class::cast)
                .toList();
        List<Routes> routes = new ArrayList<>();
        routes.add(new WebhookRoutes(setting, reception, channels));
        routes.add(new HealthRoutes(state, this::county, channels.size(), core::notes));
        routes.add(new MetricsRoutes(metrics));
        routes.add(new PageRoutes(!simulators.isEmpty()));
        routes.add(new RootRoutes(
                (from, to) -> HistoryRoots.between(database.pool(), from, to),
                ground.config().timeZone(),
                clock));
        routes.add(new PromiseRoutes(
                () -> new PublicProblems(ground.vault()).all(database.pool()),
                () -> PublicPromises.byDepartment(database.pool()),
                ground.config().timeZone(),
                clock));
        routes.add(reports(clock));
        if (!simulators.isEmpty()) {
            simulators.forEach(simulator -> simulator.receiptsTo(event -> core.intake()
                    .take(event)
                    .onFailure(failure -> log.warn("a simulated receipt was lost: {}", failure.getMessage()))));
            SaidLog said = new SaidLog();
            routes.add(new SimulatorRoutes(setting, reception, simulators, said));
            Vault vault = ground.vault();
            DemoRoutes.Sources sources = new DemoRoutes.Sources(
                    database.pool(),
                    clock,
                    ground.config().timeZone(),
                    new Trails(vault),
                    new Cast(vault),
                    said,
                    watch::isHeld);
            routes.add(new DemoRoutes(sources, simulators));
        }
        return routes;
    }

    private ReportRoutes reports(Clock clock) {
        ServiceConfig config = ground.config();
        Reporting reporting = new Reporting(
                database.pool(), new ReportNames(ground.vault()), clock, config.timeZone(), config.countyName());
        return new ReportRoutes(
                reporting, new ApiTokens(config.http().tokens()), config.http().publicUrl());
    }

    private Future<?> askDatabase() {
        return database.pool().query("SELECT 1").execute();
    }

    private Future<HealthRoutes.County> county() {
        StandingWords words =
                new StandingWords(ground.embedded(), ground.config().timeZone());
        return watch.look()
                .map(standing ->
                        new HealthRoutes.County(standing.registered(), standing.held() != null, words.notes(standing)));
    }

    /** Starts everything; gives the port. Fails when the port is taken or the database away. */
    public Future<Integer> start() {
        return askDatabase()
                .compose(answers -> watch.start())
                .compose(watching -> core.start())
                .compose(started -> heartbeat.start())
                .compose(alive -> http.start())
                .onSuccess(port -> {
                    state.ready();
                    backups.ifPresent(BackupRuns::start);
                    log.info("ready on port {} with {} channels", port, channels.size());
                });
    }

    /** Lets nothing more in, finishes what is under way, for at most half a minute in all. Never fails. */
    public Future<Void> stop() {
        state.stopping();
        return step("finishing what is under way", core::drain, DRAIN)
                .compose(drained -> step("closing the doors", () -> http.stop(LAST_REQUESTS), LAST_STEPS))
                .compose(closed -> step("ending the backup", this::stopBackups, LAST_STEPS))
                .compose(ended -> step("closing the channels", this::stopChannels, LAST_STEPS))
                .compose(closed -> step("leaving the other nodes", heartbeat::leave, LAST_STEPS))
                .compose(left -> step("closing the database", database::close, LAST_STEPS));
    }

    private Future<Void> stopBackups() {
        watch.stop();
        return backups.map(BackupRuns::stop).orElseGet(Future::succeededFuture);
    }

    private Future<Void> stopChannels() {
        return Future.join(channels.stream().map(TextChannel::stop).toList()).mapEmpty();
    }

    private static Future<Void> step(String name, Supplier<Future<Void>> work, Duration patience) {
        return work.get()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> log.warn("{} did not end well: {}", name, failure.toString()))
                .otherwiseEmpty();
    }
}
