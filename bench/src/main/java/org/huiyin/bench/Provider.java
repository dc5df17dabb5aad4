package org.huiyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands in for WeChat and WeCom: takes every part at once, or asks to be left alone for a while. */
final class Provider implements AutoCloseable {
    private static final Buffer TOKEN =
            Buffer.buffer("{\"errcode\":0,\"access_token\":\"bench-token\",\"expires_in\":7200}");
    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();
    private final int port;
    private volatile long busyUntil;
    private volatile String watched = "";

    Provider() {
        port = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** Parts taken so far. */
    long sent() {
        return sent.get();
    }

    /** From now on every part is answered with "too many, come again", until so many seconds are over. */
    void busy(int seconds) {
        busyUntil = System.currentTimeMillis() + seconds * 1_000L;
    }

    /** Milliseconds until parts are taken again. */
    long busyFor() {
        return Math.max(0, busyUntil - System.currentTimeMillis());
    }

    /** Notes when parts come whose words hold {@code mark} and six characters after it, by those six. */
    void watch(String mark) {
        arrived.clear();
        watched = mark;
    }

    /** When the part with that mark came, in {@link System#nanoTime}. */
    Map<String, Long> arrived() {
        return arrived;
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("content-type", "application/json");
        if (!request.path().endsWith("/send")) {
            response.end(TOKEN);
            return;
        }
        long busy = busyFor();
        if (busy > 0) {
            response.setStatusCode(429)
                    .putHeader("retry-after", Long.toString(busy / 1_000 + 1))
                    .end();
            return;
        }
        sent.incrementAndGet();
        if (!watched.isEmpty()) {
            request.bodyHandler(this::note);
        }
        response.end("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"" + ids.incrementAndGet() + "\"}");
    }

    private void note(Buffer body) {
        String words = body.toString();
        int at = words.indexOf(watched);
        if (at >= 0) {
            int from = at + watched.length();
            arrived.putIfAbsent(words.substring(from, from + 6), System.nanoTime());
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
