package org.huiyin.db.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a county's schema is made of, as far as a backup is concerned: which tables are copied, with which columns, and which of them are
 * partitions.
 */
public record Layout(List<Table> tables) {
    /**
     * Belongs to a database and not to a county: which migrations it has seen and which nodes live on it, when suggestions were last renewed, what is left of this second's rate,
     * tokens that are fetched anew, and what is written about backups themselves.
     */
    static final Set<String> NOT_COPIED = Set.of(
            "schema_migration",
            "schema_lease",
            "import_turn",
            "common_renewal",
            "node",
            "channel_rate",
            "provider_token",
            "held",
            "backup_directory",
            "backup_lease");

    public Layout {
        tables = tables.stream()
                .filter(table -> !NOT_COPIED.contains(table.name()))
                .sorted(Comparator.comparing(Table::name))
                .toList();
    }

    /**
     * A table, or a partition of one.
     *
     * @param parent of which it is a partition; null for none
     * @param bound how the partition is bounded, as SQL writes it; null for none
     * @param partitioned whether its rows lie in its partitions
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Table(
            String name, @Nullable String parent, @Nullable String bound, boolean partitioned, List<Column> columns) {
        public Table {
            columns = List.copyOf(columns);
        }

        /** As a partition is made: its columns are its table's. */
        @JsonIgnore
        Table bare() {
            return new Table(name, parent, bound, partitioned, List.of());
        }

        /** Those that are written; the others are computed from them. */
        @JsonIgnore
        List<Column> written() {
            return columns.stream().filter(column -> !column.generated()).toList();
        }

        @JsonIgnore
        List<Column> key() {
            return columns.stream()
                    .filter(column -> column.key() > 0)
                    .sorted(Comparator.comparing(Column::key))
                    .toList();
        }

        /** The written columns' names, as SQL lists them. */
        @JsonIgnore
        String columnList() {
            return written().stream().map(column -> Sql.name(column.name())).collect(Collectors.joining(", "));
        }

        /** The same wherever the table is the same. */
        @JsonIgnore
        String signature() {
            return name + "("
                    + columns.stream()
                            .map(c -> c.name() + " " + c.type() + (c.generated() ? " generated" : "") + " " + c.key())
                            .collect(Collectors.joining(", "))
                    + ")";
        }
    }

    /**
     * A column.
     *
     * @param generated computed by the database from others
     * @param key its place in the primary key, from 1; 0 for none
     */
    public record Column(String name, String type, boolean generated, int key) {}

    /** Those that hold rows themselves. */
    @JsonIgnore
    List<Table> filled() {
        return tables.stream().filter(table -> !table.partitioned()).toList();
    }

    /** Those that are no partition: what migrations make, and what a publication names. */
    @JsonIgnore
    List<Table> roots() {
        return tables.stream().filter(table -> table.parent() == null).toList();
    }

    @JsonIgnore
    List<Table> partitions() {
        return tables.stream().filter(table -> table.parent() != null).toList();
    }

    Optional<Table> find(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Tables whose rows nothing tells apart: their changes cannot be followed. */
    @JsonIgnore
    List<String> withoutKey() {
        return filled().stream()
                .filter(table -> table.key().isEmpty())
                .map(Table::name)
                .toList();
    }

    /** The same for two schemas into which the same rows fit. Partitions come and go by the month, and do not count. */
    @JsonIgnore
    String fingerprint() {
        return Sums.of(roots().stream().map(Table::signature).collect(Collectors.joining("\n")));
    }
}
