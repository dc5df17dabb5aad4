package org.huiyin.adapters.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.huiyin.adapters.provider.Json;
import org.jspecify.annotations.Nullable;

/**
 * Plays api.weixin.qq.com and qyapi.weixin.qq.com at once, on this machine: put {@link #baseUrl} into both configurations. Records
 * every part it delivers, drops repetitions where WeCom would, and fails as it is told to. Safe for any number of threads.
 */
public final class TencentStub {
    /** What can be made to fail. */
    public enum Api {
        TOKEN,
        SEND,
        UPLOAD,
        MEDIA,
        SCENE
    }

    private record Held(String contentType, Buffer content) {}

    private final Clock clock;
    private final HttpServer server;
    private final List<StubSent> sent = new ArrayList<>();
    private final Map<String, Held> media = new HashMap<>();
    private final List<String> fetchedWithin = new ArrayList<>();
    private final Map<Api, Deque<StubFault>> script = new EnumMap<>(Api.class);
    private final Map<Api, StubFault> always = new EnumMap<>(Api.class);
    private final Map<Api, Integer> calls = new EnumMap<>(Api.class);
    private final Set<String> unknownUsers = new HashSet<>();
    private final Map<String, Instant> lastAlike = new HashMap<>();
    private int tokenNumber = 1;
    private int lastId = 1000;
    private int duplicates;

    private TencentStub(Vertx vertx, Clock clock) {
        this.clock = clock;
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /** Listens on an ephemeral port of 127.0.0.1. Call from a thread that may wait. */
    public static TencentStub start(Vertx vertx, Clock clock) throws Exception {
        TencentStub stub = new TencentStub(vertx, clock);
        stub.server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
        return stub;
    }

    public Future<Void> stop() {
        return server.close();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Everything delivered to anybody, in order. */
    public synchronized List<StubSent> sent() {
        return List.copyOf(sent);
    }

    public synchronized List<StubSent> sentTo(String recipient) {
        return sent.stream().filter(part -> part.to().equals(recipient)).toList();
    }

    /** Sends that were acknowledged and dropped as repetitions, as WeCom does. */
    public synchronized int duplicates() {
        return duplicates;
    }

    /** How often an API was called, failures included. */
    public synchronized int calls(Api api) {
        return calls.getOrDefault(api, 0);
    }

    /** Waits for a delivered part; fails when none comes in time. */
    public synchronized StubSent await(Predicate<StubSent> wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            for (StubSent part : sent) {
                if (wanted.test(part)) {
                    return part;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no such part was sent within " + patience + "; there are " + sent.size());
            }
            wait(left);
        }
    }

    /** The next calls of {@code api} fail so, one fault a call; later ones succeed. */
    public synchronized void failNext(Api api, StubFault... faults) {
        script.computeIfAbsent(api, a -> new ArrayDeque<>()).addAll(List.of(faults));
    }

    /** Every call of {@code api} fails so, until {@link #behave}. */
    public synchronized void failAlways(Api api, StubFault fault) {
        always.put(api, fault);
    }

    public synchronized void behave() {
        script.clear();
        always.clear();
        unknownUsers.clear();
    }

    /** Voids every token that was given out. */
    public synchronized void expireTokens() {
        tokenNumber++;
    }

    /** WeCom puts this member on the list of those who got nothing, with errcode 0. */
    public synchronized void disown(String userId) {
        unknownUsers.add(userId);
    }

    /** The {@code traceparent} of each fetch that was answered, empty for none. */
    public synchronized List<String> fetchedWithin() {
        return List.copyOf(fetchedWithin);
    }

    /** Something a phone attached, for {@code media/get}. */
    public synchronized void attach(String mediaId, String contentType, Buffer content) {
        media.put(mediaId, new Held(contentType, content));
    }

    private void handle(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "");
        if (path.equals("/cgi-bin/media/upload")) {
            request.setExpectMultipart(true);
            Buffer file = Buffer.buffer();
            request.uploadHandler(upload -> upload.handler(file::appendBuffer));
            request.end().onSuccess(end -> answer(request, Api.UPLOAD, file));
            return;
        }
        request.body().onSuccess(body -> {
            switch (path) {
                case "/cgi-bin/stable_token", "/cgi-bin/gettoken" -> answer(request, Api.TOKEN, body);
                case "/cgi-bin/message/custom/send", "/cgi-bin/message/template/send", "/cgi-bin/message/send" ->
                    answer(request, Api.SEND, body);
                case "/cgi-bin/media/get" -> answer(request, Api.MEDIA, body);
                case "/cgi-bin/qrcode/create" -> answer(request, Api.SCENE, body);
                default -> request.response().setStatusCode(404).end();
            }
        });
    }

    private synchronized void answer(HttpServerRequest request, Api api, Buffer body) {
        calls.merge(api, 1, Integer::sum);
        Deque<StubFault> next = script.getOrDefault(api, new ArrayDeque<>());
        StubFault fault = next.isEmpty() ? always.get(api) : next.poll();
        boolean stale = api != Api.TOKEN && !token().equals(request.getParam("access_token"));
        if (fault == null && stale) {
            json(request, Map.of("errcode", 40_014, "errmsg", "invalid access_token"));
        } else if (fault == null) {
            perform(request, api, body);
        } else {
            fail(request, api, body, fault);
        }
    }

    private void fail(HttpServerRequest request, Api api, Buffer body, StubFault fault) {
        if (fault.takes() && api == Api.SEND) {
            take(request, Json.readObject(body).orElseThrow());
        }
        switch (fault.answer()) {
            case JSON -> {
                request.response().setStatusCode(fault.status());
                json(request, Map.of("errcode", fault.errcode(), "errmsg", "as told by the test"));
            }
            case GARBAGE -> request.response().end("<html>the wrong door</html>");
            case HANG_UP -> request.connection().close();
            case SILENCE -> {
                // That is the answer.
            }
        }
    }

    private void perform(HttpServerRequest request, Api api, Buffer body) {
        switch (api) {
            case TOKEN -> json(request, Map.of("errcode", 0, "access_token", token(), "expires_in", 7200));
            case SEND -> json(request, take(request, Json.readObject(body).orElseThrow()));
            case SCENE -> json(request, Map.of("ticket", "gQ1", "url", "http://weixin.qq.com/q/" + sceneOf(body)));
            case UPLOAD -> {
                String id = "upload-" + ++lastId;
                media.put(id, new Held("image/jpeg", body));
                json(request, Map.of("type", Objects.requireNonNull(request.getParam("type")), "media_id", id));
            }
            case MEDIA -> {
                fetchedWithin.add(Objects.requireNonNullElse(request.getHeader("traceparent"), ""));
                deliverMedia(request, media.get(request.getParam("media_id")));
            }
        }
    }

    private static String sceneOf(Buffer body) {
        JsonNode info = Json.readObject(body).orElseThrow().path("action_info");
        return info.path("scene").path("scene_str").asText();
    }

    private static void deliverMedia(HttpServerRequest request, @Nullable Held held) {
        if (held == null) {
            json(request, Map.of("errcode", 40_007, "errmsg", "invalid media_id"));
        } else {
            request.response().putHeader("content-type", held.contentType()).end(held.content());
        }
    }

    private Map<String, Object> take(HttpServerRequest request, JsonNode body) {
        String to = body.path("touser").asText();
        if (unknownUsers.contains(to)) {
            return Map.of("errcode", 0, "errmsg", "ok", "invaliduser", to.toLowerCase(Locale.ROOT), "msgid", "");
        }
        String id = Integer.toString(++lastId);
        if (repeated(body)) {
            duplicates++;
        } else {
            String traceparent = Objects.requireNonNullElse(request.getHeader("traceparent"), "");
            sent.add(StubSent.of(Objects.requireNonNull(request.path()), body, id, traceparent));
            notifyAll();
        }
        return Map.of("errcode", 0, "errmsg", "ok", "msgid", Long.parseLong(id));
    }

    /** As WeCom: the same content to the same member within the interval that the sender named. */
    private boolean repeated(JsonNode body) {
        if (body.path("enable_duplicate_check").asInt() != 1) {
            return false;
        }
        Instant now = clock.instant();
        Instant before = lastAlike.put(body.toString(), now);
        Duration interval =
                Duration.ofSeconds(body.path("duplicate_check_interval").asLong(1800));
        return before != null && Duration.between(before, now).compareTo(interval) < 0;
    }

    private String token() {
        return "stub-token-" + tokenNumber;
    }

    private static void json(HttpServerRequest request, Map<String, ?> body) {
        request.response().putHeader("content-type", "application/json").end(Json.write(body));
    }
}
