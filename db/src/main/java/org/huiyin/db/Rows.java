package org.huiyin.db;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Carries values between the PG client's types and ours, by column name. */
public final class Rows {
    private Rows() {}

    public static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    public static @Nullable Instant instantOrNull(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    public static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }

    public static byte @Nullable [] bytesOrNull(Row row, String column) {
        Buffer value = row.getBuffer(column);
        return value == null ? null : value.getBytes();
    }

    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    public static @Nullable Buffer bufferOrNull(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    /** An array of ids; none where the column is empty. */
    public static List<Long> longs(Row row, String column) {
        Long[] values = row.getArrayOfLongs(column);
        return values == null ? List.of() : List.of(values);
    }

    /** One column of many values, as an array for {@code unnest}; an {@code Object}, so that a tuple takes it for one value. */
    public static <T, V> Object column(
            Collection<T> values, IntFunction<V[]> array, Function<T, ? extends @Nullable V> of) {
        V[] column = array.apply(values.size());
        int at = 0;
        for (T value : values) {
            column[at++] = of.apply(value);
        }
        return column;
    }

    public static Object ids(Collection<Long> ids) {
        return ids.toArray(Long[]::new);
    }

    public static <T> List<T> list(Iterable<Row> rows, Function<Row, T> of) {
        List<T> list = new ArrayList<>();
        rows.forEach(row -> list.add(of.apply(row)));
        return Collections.unmodifiableList(list);
    }
}
