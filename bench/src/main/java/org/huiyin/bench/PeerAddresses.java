package org.huiyin.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The peer has no key to our hashes of addresses: it looks senders up as they are written, in a table of its own. */
final class PeerAddresses {
    /** owner_kind, owner_code, channel, address. */
    private static final int COLUMNS = 4;

    private static final int CHUNK = 20_000;
    private static final String TABLES = """
            DROP TABLE IF EXISTS peer_address;
            CREATE TABLE peer_address (
                channel text NOT NULL,
                address text NOT NULL,
                address_id bigint NOT NULL REFERENCES address,
                PRIMARY KEY (channel, address));
            CREATE TEMPORARY TABLE file_address (owner_kind text, owner_code text, channel text, address text) ON COMMIT DROP
            """;
    private static final String COPY = """
            INSERT INTO file_address SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
            """;
    private static final String FILL = """
            INSERT INTO peer_address (channel, address, address_id)
            SELECT f.channel, f.address, a.id
            FROM file_address f
            JOIN villager v ON v.code = f.owner_code
            JOIN binding b ON b.villager_id = v.id AND b.until IS NULL
            JOIN address a ON a.id = b.address_id AND a.channel = f.channel
            WHERE f.owner_kind = 'villager'
            UNION
            SELECT f.channel, f.address, a.id
            FROM file_address f
            JOIN cadre c ON c.code = f.owner_code
            JOIN address a ON a.cadre_id = c.id AND a.channel = f.channel
            WHERE f.owner_kind = 'cadre'
            """;
    private static final String MISSING = """
            SELECT count(*) FROM file_address f
            WHERE NOT EXISTS (SELECT FROM peer_address p WHERE p.channel = f.channel AND p.address = f.address)
            """;

    private PeerAddresses() {}

    /** Makes the table anew from the county's own file; some seconds for the reference county. */
    static void fill(CountyDatabase database, Path county) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(TABLES);
            copy(connection, county.resolve("addresses.csv"));
            statement.execute("ANALYZE file_address");
            statement.execute(FILL);
            long missing = number(statement, MISSING);
            if (missing > 0) {
                throw new IllegalStateException(missing + " addresses of " + county + " are not in the database "
                        + database.name + ": was it made from another county?");
            }
            connection.commit();
        }
        database.execute("ANALYZE peer_address");
    }

    private static void copy(Connection connection, Path addresses) throws SQLException, IOException {
        try (Reader reader = Files.newBufferedReader(addresses, StandardCharsets.UTF_8);
                PreparedStatement insert = connection.prepareStatement(COPY)) {
            reader.skip(1);
            List<CSVRecord> chunk = new ArrayList<>();
            for (CSVRecord row : CSVFormat.DEFAULT
                    .builder()
                    .setSkipHeaderRecord(true)
                    .setHeader()
                    .get()
                    .parse(reader)) {
                chunk.add(row);
                if (chunk.size() == CHUNK) {
                    insert(connection, insert, chunk);
                    chunk.clear();
                }
            }
            insert(connection, insert, chunk);
        }
    }

    private static void insert(Connection connection, PreparedStatement insert, List<CSVRecord> chunk)
            throws SQLException {
        for (int i = 0; i < COLUMNS; i++) {
            int column = i;
            Object[] values = chunk.stream().map(row -> row.get(column)).toArray();
            insert.setArray(column + 1, connection.createArrayOf("text", values));
        }
        insert.executeUpdate();
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
