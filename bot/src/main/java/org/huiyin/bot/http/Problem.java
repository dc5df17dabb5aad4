package org.huiyin.bot.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Why a question was not answered, for whoever asked (RFC 9457).
 *
 * @param detail what to do
 * @param parameter which one is wrong, null for none
 */
record Problem(
        String title, int status, String detail, @Nullable String parameter) {
    static Problem of(int status, String detail) {
        return of(status, detail, null);
    }

    static Problem of(int status, String detail, @Nullable String parameter) {
        String title = switch (status) {
            case 400 -> "The question cannot be understood";
            case 401 -> "Who asks is not known";
            case 404 -> "There is nothing here";
            case 405 -> "Not in this way";
            default -> "Not now";
        };
        return new Problem(title, status, detail, parameter);
    }

    void send(HttpServerResponse response) {
        Answer.send(response, status, "application/problem+json", Buffer.buffer(Answer.write(this)));
    }
}
