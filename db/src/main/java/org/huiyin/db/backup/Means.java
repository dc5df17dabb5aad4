package org.huiyin.db.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Whether a server lets us take increments, and otherwise what its administrator has to do for it. */
final class Means {
    private Means() {}

    static final String ASK = """
            SELECT current_setting('wal_level') AS wal_level,
                EXISTS (SELECT FROM pg_roles r WHERE r.rolname = current_user AND (r.rolsuper OR r.rolreplication
                    OR EXISTS (SELECT FROM pg_roles g WHERE g.rolname = 'rds_replication' AND pg_has_role(current_user, g.oid, 'MEMBER'))))
                    AS replication,
                has_database_privilege(current_database(), 'CREATE') AS may_create,
                (SELECT count(*) FROM pg_replication_slots) < current_setting('max_replication_slots')::integer AS has_slot,
                current_setting('max_slot_wal_keep_size') AS keeps,
                current_user AS role, current_database() AS database
            """;

    // Only an owner may publish a table (PostgreSQL documentation, CREATE PUBLICATION).
    static final String FOREIGN = """
            SELECT c.relname FROM pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND NOT pg_has_role(c.relowner, 'USAGE')
            ORDER BY c.relname
            """;

    private record Server(
            String walLevel,
            boolean replication,
            boolean create,
            boolean slot,
            String keeps,
            String role,
            String database) {}

    private static Server ask(Connection connection) throws SQLException {
        return Sql.one(
                connection,
                ASK,
                row -> new Server(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
    }

    /** Why only whole copies can be made, with the command that changes it; empty when increments can. */
    static Optional<String> missing(Connection connection, Layout layout) throws SQLException {
        Server server = ask(connection);
        List<String> foreign = Sql.list(connection, FOREIGN, row -> row.getString(1)).stream()
                .filter(table -> layout.find(table).isPresent())
                .toList();
        if (!layout.withoutKey().isEmpty()) {
            return Optional.of("the tables " + layout.withoutKey() + " have no primary key");
        } else if (!server.walLevel().equals("logical")) {
            return Optional.of("the server's wal_level is " + server.walLevel()
                    + "; its administrator changes it with: ALTER SYSTEM SET wal_level = 'logical'; and a restart");
        } else if (!server.replication()) {
            return Optional.of(
                    "the role " + server.role() + " may not replicate; the administrator grants it with: ALTER ROLE "
                            + Sql.name(server.role()) + " REPLICATION (Amazon RDS: GRANT rds_replication TO "
                            + Sql.name(server.role()) + ")");
        } else if (!server.create()) {
            return Optional.of("the role " + server.role()
                    + " may not make a publication; the administrator grants it with: GRANT CREATE ON DATABASE "
                    + Sql.name(server.database()) + " TO " + Sql.name(server.role()));
        } else if (!foreign.isEmpty()) {
            return Optional.of("the role " + server.role() + " does not own " + foreign.size()
                    + " of the county's tables and may not publish them; name their owner in database.url, or the"
                    + " administrator gives them over with: ALTER TABLE " + Sql.name(foreign.get(0)) + " OWNER TO "
                    + Sql.name(server.role()) + " and so on");
        } else if (!server.slot()) {
            return Optional.of("all replication slots of the server are in use; its administrator raises"
                    + " max_replication_slots, or drops one that nobody needs (pg_replication_slots)");
        }
        return Optional.empty();
    }

    /** What could go wrong later though increments work; empty for nothing. */
    static Optional<String> danger(Connection connection) throws SQLException {
        return ask(connection).keeps().equals("-1")
                ? Optional.of(
                        "the server keeps without limit what an abandoned backup has not fetched, until its disk is full;"
                                + " its administrator sets one with: ALTER SYSTEM SET max_slot_wal_keep_size = '8GB';"
                                + " SELECT pg_reload_conf()")
                : Optional.empty();
    }
}
