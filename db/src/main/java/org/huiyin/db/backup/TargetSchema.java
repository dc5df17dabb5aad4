package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huiyin.db.registry.Progress;

/** The schema that a county is restored into: whether it is empty, and what is better taken away while rows stream in. */
final class TargetSchema {
    /** What migrations fill of themselves. */
    private static final Set<String> FILLED_BY_MIGRATIONS = Set.of(
            "schema_migration", "schema_lease", "import_turn", "common_renewal", "registry_version", "county_identity");

    private final Connection connection;
    private final List<String> afterLoad = new ArrayList<>();
    private final List<String> afterReplay = new ArrayList<>();

    TargetSchema(Connection connection) {
        this.connection = connection;
    }

    static final String RELATIONS = """
            SELECT c.relname, c.relkind = 'S' AS sequence FROM pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'S')
            ORDER BY sequence
            """;

    private record Relation(String name, boolean sequence) {}

    private List<Relation> relations() throws SQLException {
        return Sql.list(connection, RELATIONS, row -> new Relation(row.getString(1), row.getBoolean(2)));
    }

    /**
     * Sees that nothing is lost by what follows, and takes away what is there: empty tables, or what a restore that broke off has left.
     *
     * @return whether there was such a rest
     */
    boolean clear() throws SQLException {
        List<Relation> relations = relations();
        boolean ours = relations.stream().anyMatch(relation -> relation.name().equals("held"));
        boolean broken = ours && "RESTORING".equals(Catalogue.held(connection));
        if (!broken) {
            refuseRows(relations);
        }
        for (Relation relation : relations) {
            String kind = relation.sequence() ? "SEQUENCE " : "TABLE ";
            Sql.run(connection, "DROP " + kind + "IF EXISTS " + Sql.name(relation.name()) + " CASCADE");
        }
        return broken;
    }

    private void refuseRows(List<Relation> relations) throws SQLException {
        for (Relation relation : relations) {
            boolean looked = !relation.sequence() && !FILLED_BY_MIGRATIONS.contains(relation.name());
            if (looked
                    && Sql.one(
                            connection,
                            "SELECT EXISTS (SELECT FROM " + Sql.name(relation.name()) + ")",
                            row -> row.getBoolean(1))) {
                String schema = Sql.one(connection, "SELECT current_schema()", row -> row.getString(1));
                throw new BackupFailure("the schema " + schema + " of the target is not empty (there are rows in "
                        + relation.name() + "), and nothing is restored over a county: name another schema or data"
                        + " directory, or drop this one first");
            }
        }
    }

    // Foreign keys come back last and check everything; with them away, tables may be filled in any order.
    static final String CONSTRAINTS = """
            SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = current_schema()::regnamespace AND contype IN ('f', 'x') AND conparentid = 0
            ORDER BY contype DESC, conname
            """;

    // Of a partitioned table its definition says ONLY, which would leave the partitions without.
    static final String INDEXES = """
            SELECT quote_ident(i.relname), replace(pg_get_indexdef(x.indexrelid), ' ON ONLY ', ' ON ')
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
            WHERE i.relnamespace = current_schema()::regnamespace
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x'))
              AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = x.indexrelid)
            ORDER BY i.relname
            """;

    private record Named(String table, String name, String definition) {}

    /** Takes away foreign keys, exclusions and all indexes but those of keys. */
    void strip() throws SQLException {
        for (Named constraint : Sql.list(
                connection, CONSTRAINTS, row -> new Named(row.getString(1), row.getString(2), row.getString(3)))) {
            Sql.run(connection, "ALTER TABLE " + constraint.table() + " DROP CONSTRAINT " + constraint.name());
            afterReplay.add("ALTER TABLE " + constraint.table() + " ADD CONSTRAINT " + constraint.name() + " "
                    + constraint.definition());
        }
        for (Named index : Sql.list(connection, INDEXES, row -> new Named("", row.getString(1), row.getString(2)))) {
            Sql.run(connection, "DROP INDEX " + index.name());
            afterLoad.add(index.definition());
        }
    }

    /** Brings the indexes back. */
    void index(Progress progress) throws SQLException {
        run("building indexes", afterLoad, progress);
        Sql.run(connection, "ANALYZE");
    }

    /** Brings back what checks that rows fit together. */
    void constrain(Progress progress) throws SQLException {
        run("checking that all rows fit together", afterReplay, progress);
    }

    private void run(String stage, List<String> statements, Progress progress) throws SQLException {
        int done = 0;
        for (String statement : statements) {
            Sql.run(connection, statement);
            progress.at(stage, ++done, statements.size());
        }
    }

    /** Makes the partitions that are missing, and removes those that are no longer there. */
    void partitions(List<Layout.Table> wanted, boolean removeOthers) throws SQLException {
        Layout now = Catalogue.layout(connection);
        for (Layout.Table partition : wanted) {
            if (now.find(partition.name()).isEmpty()) {
                Sql.run(
                        connection,
                        "CREATE TABLE " + Sql.name(partition.name()) + " PARTITION OF "
                                + Sql.name(String.valueOf(partition.parent())) + " " + partition.bound());
            }
        }
        List<String> names = wanted.stream().map(Layout.Table::name).toList();
        for (Layout.Table partition : now.partitions()) {
            if (removeOthers && !names.contains(partition.name())) {
                Sql.run(connection, "DROP TABLE " + Sql.name(partition.name()));
            }
        }
    }
}
