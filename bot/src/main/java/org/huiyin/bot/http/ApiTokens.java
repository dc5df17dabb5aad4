package org.huiyin.bot.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.huiyin.bot.config.ServiceConfig.ApiToken;
import org.jspecify.annotations.Nullable;

/** Who may read the reports: each by a token of his own, which is found without telling by the time taken how much of it was right. */
public final class ApiTokens {
    private static final String BEARER = "Bearer ";

    private record Known(String name, Buffer digest) {}

    private final List<Known> known;

    public ApiTokens(List<ApiToken> tokens) {
        this.known = tokens.stream()
                .map(token -> new Known(
                        token.name(), Buffer.buffer(digest(token.token().reveal()))))
                .toList();
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** The name of the token in an {@code Authorization} header; empty where there is none, or nobody's. All are compared, whichever fits. */
    Optional<String> nameOf(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        byte[] digest = digest(header.substring(BEARER.length()).strip());
        Optional<String> name = Optional.empty();
        for (Known one : known) {
            boolean fits = MessageDigest.isEqual(one.digest().getBytes(), digest);
            name = fits ? Optional.of(one.name()) : name;
        }
        return name;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
