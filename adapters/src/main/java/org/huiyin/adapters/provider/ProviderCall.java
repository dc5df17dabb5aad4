package org.huiyin.adapters.provider;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huiyin.adapters.channel.Trace;

/**
 * One request to a provider, as a value.
 *
 * @param query may hold an access token, so a call is never printed
 * @param maxAnswerBytes where reading stops and {@link Exchange.TooLarge} begins
 * @param trace named to the provider, who may ignore it
 */
public record ProviderCall(
        HttpMethod method,
        String path,
        Map<String, String> query,
        String contentType,
        Optional<Buffer> body,
        int maxAnswerBytes,
        Trace trace) {

    /** The longest answer of an API call we ever need is under 4 KB. */
    private static final int API_ANSWER_BYTES = 256 * 1024;

    public ProviderCall {
        query = Map.copyOf(query);
    }

    public static ProviderCall get(String path, Map<String, String> query) {
        return new ProviderCall(HttpMethod.GET, path, query, "", Optional.empty(), API_ANSWER_BYTES, Trace.NONE);
    }

    public static ProviderCall post(String path, Object json) {
        return post(path, Map.of(), "application/json; charset=utf-8", Json.write(json));
    }

    public static ProviderCall post(String path, Map<String, String> query, String contentType, Buffer body) {
        return new ProviderCall(
                HttpMethod.POST, path, query, contentType, Optional.of(body), API_ANSWER_BYTES, Trace.NONE);
    }

    public ProviderCall with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new ProviderCall(method, path, more, contentType, body, maxAnswerBytes, trace);
    }

    /** As part of what is done about one message. */
    public ProviderCall within(Trace of) {
        return new ProviderCall(method, path, query, contentType, body, maxAnswerBytes, of);
    }

    public ProviderCall upTo(int maxBytes) {
        return new ProviderCall(method, path, query, contentType, body, maxBytes, trace);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
