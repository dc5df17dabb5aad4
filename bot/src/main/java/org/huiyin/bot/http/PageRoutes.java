package org.huiyin.bot.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages and what they need, out of our own jar: nothing of another site, nothing of this machine's files. */
public final class PageRoutes implements Routes {
    private static final String FOLDER = "pages/";

    /** Every step begins with a letter or digit, so that none leads upwards. */
    private static final Pattern ASSET =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){0,3}");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");

    private final boolean demo;
    private final Map<String, Optional<Buffer>> read = new ConcurrentHashMap<>();

    /**
     * The routes.
     *
     * @param demo whether the simulator is on, so that the first page is the one with the phones
     */
    public PageRoutes(boolean demo) {
        this.demo = demo;
    }

    @Override
    public void mount(Router router) {
        router.get("/").method(HttpMethod.HEAD).handler(this::first);
        router.get("/assets/*").method(HttpMethod.HEAD).handler(this::asset);
    }

    private void first(RoutingContext context) {
        boolean hasDemo = demo && resource("demo.html").isPresent();
        page(context, hasDemo ? "demo.html" : "welcome.html");
    }

    private void asset(RoutingContext context) {
        String name = context.normalizedPath().substring("/assets/".length());
        if (ASSET.matcher(name).matches()) {
            page(context, "assets/" + name);
        } else {
            Answer.error(context.response(), 404, "there is nothing here");
        }
    }

    private void page(RoutingContext context, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        Optional<Buffer> content = type == null ? Optional.empty() : resource(name);
        if (type == null || content.isEmpty()) {
            Answer.error(context.response(), 404, "there is nothing here");
            return;
        }
        context.response().putHeader("cache-control", "no-cache");
        Answer.send(context.response(), 200, type, content.get());
    }

    private Optional<Buffer> resource(String name) {
        Optional<Buffer> known = read.get(name);
        if (known != null) {
            return known;
        }
        Optional<Buffer> found = load(name);
        // Names come from callers: remembering what is not there would let them fill the memory.
        found.ifPresent(content -> read.put(name, found));
        return found;
    }

    private static Optional<Buffer> load(String name) {
        try (@Nullable InputStream stream = PageRoutes.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? Optional.empty() : Optional.of(Buffer.buffer(stream.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
