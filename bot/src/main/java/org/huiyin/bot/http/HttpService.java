package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: limits, headers and errors that are the same for every route. */
public final class HttpService {
    private static final Logger log = LoggerFactory.getLogger(HttpService.class);

    /** A connection on which nothing moves for so long is closed; streams of events move every 15 s. */
    private static final int IDLE_SECONDS = 60;

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final HttpServer server;
    private final Vertx vertx;
    private final String host;
    private final int port;

    /**
     * A server.
     *
     * @param port 0 for any free one
     */
    public HttpService(Vertx vertx, String host, int port, List<Routes> routes) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        Router router = Router.router(vertx);
        router.route().handler(HttpService::harden);
        routes.forEach(group -> group.mount(router));
        router.route().failureHandler(HttpService::failed);
        router.errorHandler(404, context -> Answer.error(context.response(), 404, "there is nothing here"));
        router.errorHandler(405, context -> Answer.error(context.response(), 405, "not in this way"));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setHttp2ClearTextEnabled(false)
                        .setReuseAddress(true))
                .requestHandler(router);
    }

    /** Listens on an event loop of its own; gives the port, and fails when it is taken. */
    public Future<Integer> start() {
        return vertx.deployVerticle(context -> server.listen(port, host)).map(deployed -> server.actualPort());
    }

    /** Lets requests that are under way end, for at most {@code patience}, then closes every connection. */
    public Future<Void> stop(Duration patience) {
        return server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void harden(RoutingContext context) {
        context.response()
                .putHeader("content-security-policy", CONTENT_SECURITY_POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("x-frame-options", "DENY")
                .putHeader("cross-origin-resource-policy", "same-origin");
        context.next();
    }

    private static void failed(RoutingContext context) {
        HttpServerResponse response = context.response();
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            Answer.error(response, status, "the request cannot be read");
            return;
        }
        log.error("a request failed at {}", context.currentRoute(), context.failure());
        Answer.error(response, 500, "something went wrong here");
    }
}
