package org.huiyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stands for WeChat and WeCom: gives tokens and takes every message at once, as cheaply as a stand-in can. */
final class Provider implements AutoCloseable {
    private static final Buffer TOKEN =
            Buffer.buffer("{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"bench-token\",\"expires_in\":7200}");
    private final Vertx vertx;
    private final HttpServer server;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() * 1_000);

    Provider() throws Exception {
        this.vertx = Vertx.vertx();
        this.server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** How many messages it has taken so far. */
    long sent() {
        return sent.get();
    }

    private void handle(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        request.body().onSuccess(body -> {
            boolean send = path.endsWith("/send");
            if (send) {
                sent.incrementAndGet();
            }
            request.response()
                    .putHeader("content-type", "application/json")
                    .end(
                            send
                                    ? Buffer.buffer("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\""
                                            + ids.incrementAndGet() + "\"}")
                                    : TOKEN);
        });
    }

    @Override
    public void close() {
        vertx.close();
    }
}
