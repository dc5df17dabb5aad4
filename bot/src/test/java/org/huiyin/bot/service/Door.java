package org.huiyin.bot.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.huiyin.adapters.tencent.TencentSender.Webhook;

/** A provider's side of the door: posts webhooks over HTTP to wherever the service listens now. */
public final class Door {
    private static final int SERVER_ERROR = 500;

    private final HttpClient client;
    private final Duration patience;
    private final AtomicInteger faults = new AtomicInteger();
    private volatile String address;

    /**
     * A door.
     *
     * @param patience when the caller gives up
     */
    public Door(String address, Duration patience) {
        this.address = address;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    public String address() {
        return address;
    }

    /** The service came back elsewhere. */
    public void moved(String to) {
        address = to;
    }

    public HttpResponse<String> post(String channel, Webhook hook) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(channel, hook), BodyHandlers.ofString());
        if (answer.statusCode() >= SERVER_ERROR) {
            faults.incrementAndGet();
        }
        return answer;
    }

    /** How many webhooks have been answered 5xx. */
    public int faults() {
        return faults.get();
    }

    public CompletableFuture<HttpResponse<String>> posting(String channel, Webhook hook) {
        return client.sendAsync(request(channel, hook), BodyHandlers.ofString());
    }

    /** Whether it was acknowledged; a broken connection and a time-out are a no. */
    public boolean accepts(String channel, Webhook hook) throws InterruptedException {
        try {
            return post(channel, hook).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Any body at all, also one of unknown length, to any path. */
    public HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(patience)
                .POST(body)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private HttpRequest request(String channel, Webhook hook) {
        return HttpRequest.newBuilder(URI.create(address + "/hook/" + channel + hook.queryString()))
                .header("content-type", "text/xml")
                .timeout(patience)
                .POST(BodyPublishers.ofByteArray(hook.body().getBytes()))
                .build();
    }
}
