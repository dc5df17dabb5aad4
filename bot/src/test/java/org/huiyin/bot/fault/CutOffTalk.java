package org.huiyin.bot.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A villager inside the network that {@link CutOffTest} makes, where the test itself cannot go: writes, and waits for the answer. */
public final class CutOffTalk {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private CutOffTalk() {}

    /** The service's port; prints the answer. */
    public static void main(String[] arguments) throws Exception {
        String base = "http://127.0.0.1:" + arguments[0];
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest page = HttpRequest.newBuilder(URI.create(base + "/")).build();
        until(() -> client.send(page, BodyHandlers.ofString()).body().contains("<html"));
        HttpRequest words = HttpRequest.newBuilder(URI.create(base + "/sim/wangxiuying/messages"))
                .POST(BodyPublishers.ofString("{\"text\":\"村口路灯坏了三天了\"}"))
                .build();
        HttpResponse<String> taken = client.send(words, BodyHandlers.ofString());
        HttpRequest look = HttpRequest.newBuilder(words.uri()).build();
        until(() -> client.send(look, BodyHandlers.ofString()).body().contains("编号"));
        System.out.println("taken " + taken.statusCode() + ", answered "
                + client.send(look, BodyHandlers.ofString()).body());
    }

    private interface Look {
        boolean finds() throws IOException, InterruptedException;
    }

    private static void until(Look look) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (look.finds()) {
                    return;
                }
            } catch (IOException e) {
                // Not up yet.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("nothing came within " + PATIENCE.toSeconds() + " s");
    }
}
