package org.huiyin.db.registry;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Turns rows into the arrays that a statement over {@code unnest} takes. */
final class Columns {
    private Columns() {}

    static <R> @Nullable String[] texts(List<R> rows, Function<R, @Nullable String> column) {
        @Nullable String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    static <R> Long[] longs(List<R> rows, ToLongFunction<R> column) {
        Long[] values = new Long[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.applyAsLong(rows.get(i));
        }
        return values;
    }

    interface Bytes<R> {
        byte @Nullable [] of(R row);
    }

    static <R> @Nullable Buffer[] bytes(List<R> rows, Bytes<R> column) {
        @Nullable Buffer[] values = new Buffer[rows.size()];
        for (int i = 0; i < values.length; i++) {
            byte[] bytes = column.of(rows.get(i));
            values[i] = bytes == null ? null : Buffer.buffer(bytes);
        }
        return values;
    }

    /** The bytes of a bytea column; null where it is NULL. */
    static byte @Nullable [] read(io.vertx.sqlclient.Row row, String column) {
        Buffer buffer = row.getBuffer(column);
        return buffer == null ? null : buffer.getBytes();
    }
}
