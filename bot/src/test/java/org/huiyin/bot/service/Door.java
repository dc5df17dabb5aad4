package org.huiyin.bot.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.huiyin.adapters.tencent.TencentSender.Webhook;

/** A provider's side of the door: posts webhooks over HTTP to wherever the service listens now, and waits as long as WeChat does. */
public final class Door {
    /** WeChat and WeCom give up after 5 s and come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private volatile String address;

    public Door(String address) {
        this.address = address;
    }

    /** The service came back elsewhere. */
    public void moved(String to) {
        address = to;
    }

    public HttpResponse<String> post(String channel, Webhook hook) throws IOException, InterruptedException {
        return client.send(request(channel, hook), BodyHandlers.ofString());
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

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private HttpRequest request(String channel, Webhook hook) {
        return HttpRequest.newBuilder(URI.create(address + "/hook/" + channel + hook.queryString()))
                .header("content-type", "text/xml")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(hook.body().getBytes()))
                .build();
    }
}
