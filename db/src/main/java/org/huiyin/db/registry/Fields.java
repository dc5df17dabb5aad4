package org.huiyin.db.registry;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row by its columns, for comparing and for the history: empty columns are left out. */
final class Fields {
    private final Map<String, String> values = new LinkedHashMap<>();

    Fields with(String column, @Nullable String value) {
        if (value != null) {
            values.put(column, value);
        }
        return this;
    }

    Map<String, String> map() {
        return values;
    }

    /** What of {@code one} is not the same in {@code other}, as one JSON text. */
    static String difference(Map<String, String> one, Map<String, String> other) {
        JsonObject json = new JsonObject();
        one.forEach((column, value) -> {
            if (!Objects.equals(value, other.get(column))) {
                json.put(column, value);
            }
        });
        return json.encode();
    }
}
