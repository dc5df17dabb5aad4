package org.huiyin.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.huiyin.db.TestDatabase;
import org.junit.jupiter.api.Test;

/** What every table must have. */
class SchemaTest {

    @Test
    void everyForeignKeyHasAnIndexThatBeginsWithIt() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT c.conrelid::regclass::text || '.' || a.attname
                        FROM pg_constraint c
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                        WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
                          AND NOT EXISTS (SELECT FROM pg_index i
                                          WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
                        """)) {
            List<String> without = new ArrayList<>();
            while (rows.next()) {
                without.add(rows.getString(1));
            }
            assertThat(without).isEmpty();
        }
    }
}
