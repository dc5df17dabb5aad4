package org.huiyin.bot.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import org.huiyin.bot.metrics.Metrics;

/** {@code /metrics}, for Prometheus. */
public final class MetricsRoutes implements Routes {
    /** Prometheus documentation, "Exposition formats": the text format. */
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void mount(Router router) {
        router.get("/metrics")
                .handler(context -> Answer.send(context.response(), 200, TEXT_FORMAT, Buffer.buffer(metrics.scrape())));
    }
}
