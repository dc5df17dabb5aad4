package org.huiyin.adapters.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.huiyin.adapters.channel.Trace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that opens connections to providers: time-outs, proxy, keep-alive, size limits; never follows a redirect, never inflates. */
public final class ProviderClient {
    /** Providers close an idle connection after a minute or so; ours go first, so that a request seldom meets a closing one. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    /** A channel's sends in flight at once; further ones wait, unsent, for {@link Timeouts#connect}. */
    private static final int CONNECTIONS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("too much", null, false, false);
        }
    }

    private final HttpClient http;
    private final URI base;
    private final Timeouts timeouts;

    public ProviderClient(Vertx vertx, String baseUrl, @Nullable ProxyConfig proxy, Timeouts timeouts) {
        this.base = URI.create(baseUrl);
        this.timeouts = timeouts;
        HttpClientOptions options = new HttpClientOptions()
                .setSsl("https".equals(base.getScheme()))
                .setVerifyHost(true)
                .setConnectTimeout((int) timeouts.connect().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setDecompressionSupported(false);
        if (proxy != null) {
            options.setProxyOptions(proxy.options());
        }
        // A broken connection is the affair of the request on it.
        this.http = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
                .withConnectHandler(connection ->
                        connection.exceptionHandler(broken -> LOG.debug("A connection to {} broke", base.getHost())))
                .build();
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    /**
     * Makes the call once. Never fails: whatever went wrong is an {@link Exchange}.
     *
     * @param atMost how long the provider may take from the request to the end of its answer
     * @param deadline beyond which nothing may leave and nothing is waited for
     */
    public Future<Exchange> exchange(ProviderCall call, Duration atMost, Deadline deadline) {
        if (deadline.over()) {
            return Future.succeededFuture(new Exchange.NotSent("no time was left"));
        }
        return http.request(target(call, deadline.allow(timeouts.connect()))).transform((request, failure) -> {
            if (request == null) {
                return Future.succeededFuture(new Exchange.NotSent("no connection to the provider"));
            }
            // Whatever befalls the request shows in its future; without a handler Vert.x logs it as an error besides.
            request.exceptionHandler(broken -> LOG.debug("A request to {} broke off", base.getHost()));
            if (deadline.over()) {
                request.reset();
                return Future.succeededFuture(new Exchange.NotSent("no time was left once connected"));
            }
            return converse(request, call, deadline.allow(atMost));
        });
    }

    public Future<Void> close() {
        return http.close();
    }

    private RequestOptions target(ProviderCall call, Duration connect) {
        boolean secure = "https".equals(base.getScheme());
        int standardPort = secure ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setHost(base.getHost())
                .setPort(base.getPort() < 0 ? standardPort : base.getPort())
                .setSsl(secure)
                .setFollowRedirects(false)
                .setConnectTimeout(connect.toMillis())
                .setURI(prefix() + call.path() + query(call.query()));
        if (!call.trace().equals(Trace.NONE)) {
            options.putHeader(Trace.HEADER, call.trace().header());
        }
        if (!call.contentType().isEmpty()) {
            options.putHeader("content-type", call.contentType());
        }
        return options;
    }

    private String prefix() {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Future<Exchange> converse(HttpClientRequest request, ProviderCall call, Duration timeout) {
        Future<HttpClientResponse> sent =
                call.body().isPresent() ? request.send(call.body().get()) : request.send();
        return sent.compose(response -> answer(response, call.maxAnswerBytes()))
                .timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    request.reset();
                    return Future.succeededFuture(broken(failure));
                });
    }

    private static Exchange broken(Throwable failure) {
        if (failure instanceof TooMuch) {
            return new Exchange.TooLarge();
        }
        return new Exchange.NoAnswer(
                failure instanceof TimeoutException
                        ? "the provider did not answer in time"
                        : "the connection broke before the answer came");
    }

    private static Future<Exchange> answer(HttpClientResponse response, int maxBytes) {
        Promise<Exchange> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > maxBytes) {
                done.tryFail(new TooMuch());
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(done::tryFail);
        response.endHandler(end -> done.tryComplete(new Exchange.Answered(
                response.statusCode(),
                Optional.ofNullable(response.getHeader("content-type")).orElse(""),
                retryAfter(response.getHeader("retry-after")),
                body)));
        return done.future();
    }

    /** Seconds only: the form with a date is not used by any provider here. */
    private static Optional<Duration> retryAfter(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }
}
