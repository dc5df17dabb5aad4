package org.huiyin.db.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.huiyin.db.registry.AddressRow.Owner;
import org.jspecify.annotations.Nullable;

/** How rows of one kind are kept as bytes between staging and applying: cell by cell, deflated, for the next version of ours to read too. */
record Format<R>(Function<R, @Nullable String[]> cells, Function<Cells, R> row) {

    static final Format<GridRow> GRIDS = new Format<>(
            row -> new @Nullable String[] {
                row.code(), row.name(), row.level().name(), row.parentCode(), row.leaderCode(), row.deputyCode()
            },
            cells -> new GridRow(
                    0,
                    cells.text(),
                    cells.text(),
                    Level.valueOf(cells.text()),
                    cells.textOrNull(),
                    cells.textOrNull(),
                    cells.textOrNull()));

    static final Format<UnitRow> UNITS = new Format<>(
            row -> new @Nullable String[] {row.code(), row.name(), row.kind(), row.leaderCode(), row.deputyCode()},
            cells -> new UnitRow(0, cells.text(), cells.text(), cells.text(), cells.textOrNull(), cells.textOrNull()));

    static final Format<CadreRow> CADRES = new Format<>(
            row -> new @Nullable String[] {
                row.code(), row.name(), row.nameKey(), row.unitCode(), row.rank(), row.phone(), row.exemptReason()
            },
            cells -> new CadreRow(
                    0,
                    cells.text(),
                    cells.text(),
                    cells.text(),
                    cells.text(),
                    cells.text(),
                    cells.textOrNull(),
                    cells.textOrNull()));

    static final Format<HouseholdRow> HOUSEHOLDS = new Format<>(
            row -> new @Nullable String[] {
                row.code(), row.gridCode(), row.headName(), row.headKey(), row.place(), row.placeKey()
            },
            cells -> new HouseholdRow(
                    0, cells.text(), cells.text(), cells.text(), cells.text(), cells.text(), cells.text()));

    static final Format<VillagerRow> VILLAGERS = new Format<>(
            row -> new @Nullable String[] {
                row.code(), row.householdCode(), row.name(), row.nameKey(), row.phone(), row.language()
            },
            cells -> new VillagerRow(
                    0, cells.text(), cells.text(), cells.text(), cells.text(), cells.textOrNull(), cells.text()));

    static final Format<AddressRow> ADDRESSES = new Format<>(
            row -> new @Nullable String[] {row.owner().name(), row.ownerCode(), row.channel(), row.address()},
            cells -> new AddressRow(0, Owner.valueOf(cells.text()), cells.text(), cells.text(), cells.text()));

    static final Format<LinkRow> LINKS = new Format<>(
            row -> new @Nullable String[] {
                row.householdCode(), row.cadreCode(), row.since().toString()
            },
            cells -> new LinkRow(0, cells.text(), cells.text(), LocalDate.parse(cells.text())));

    byte[] write(List<R> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater quick = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, quick))) {
            out.writeInt(rows.size());
            for (R row : rows) {
                for (String cell : cells.apply(row)) {
                    out.writeBoolean(cell != null);
                    if (cell != null) {
                        out.writeUTF(cell);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            quick.end();
        }
        return bytes.toByteArray();
    }

    List<R> read(byte[] content) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(content)))) {
            int count = in.readInt();
            Cells cells = new Cells(in);
            List<R> rows = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                rows.add(row.apply(cells));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells of a row, one after the other. */
    static final class Cells {
        private final DataInputStream in;

        private Cells(DataInputStream in) {
            this.in = in;
        }

        String text() {
            return Objects.requireNonNull(textOrNull());
        }

        @Nullable
        String textOrNull() {
            try {
                return in.readBoolean() ? in.readUTF() : null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
