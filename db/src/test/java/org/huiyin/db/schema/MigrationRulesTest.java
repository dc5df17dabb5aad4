package org.huiyin.db.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migration may say, so that nodes of two versions can live on one schema and nobody waits for it. */
class MigrationRulesTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/huiyin/db/migration");

    @Test
    void everyMigrationThatIsShippedIsAllowed() {
        assertThat(MigrationFiles.shipped())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(MigrationRules.faults(one)).isEmpty());
    }

    @Test
    void theListNamesEveryFileInItsOrder() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(MigrationFiles.shipped())
                    .extracting(Migration::file)
                    .containsExactlyInAnyOrderElementsOf(files.map(Path::getFileName)
                            .map(Path::toString)
                            .filter(name -> name.endsWith(".sql"))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE visit (id bigint PRIMARY KEY, ticket_id bigint NOT NULL REFERENCES ticket)",
                "CREATE TABLE visit (id bigint); CREATE INDEX visit_id ON visit (id); INSERT INTO visit VALUES (1)",
                "CREATE TABLE log (at date) PARTITION BY RANGE (at); CREATE TABLE log_rest PARTITION OF log DEFAULT",
                "CREATE TABLE visit (id bigint); ALTER TABLE visit ALTER COLUMN id SET NOT NULL",
                "CREATE SEQUENCE visit_id INCREMENT BY 16",
                "ALTER TABLE ticket ADD COLUMN place text",
                "ALTER TABLE ticket ADD COLUMN place text NULL, ADD COLUMN floor integer DEFAULT 0",
                "ALTER TABLE ticket ADD COLUMN place varchar(20) NOT NULL DEFAULT 'here, there'",
                "ALTER TABLE ticket ADD COLUMN marks text[] DEFAULT '{}'::text",
                "alter table ticket add column price numeric(10, 2) default 0.5 not null",
                "ALTER TABLE ticket ADD CONSTRAINT short CHECK (length(code) < 9) NOT VALID",
                "ALTER TABLE part ADD CONSTRAINT part_to FOREIGN KEY (address_id) REFERENCES address NOT VALID",
                "ALTER TABLE ticket VALIDATE CONSTRAINT short",
                "ALTER TABLE ticket DROP CONSTRAINT k, ADD CONSTRAINT k CHECK (kind IN ('A', 'B')) NOT VALID",
                "ALTER TABLE grid ADD CONSTRAINT grid_code UNIQUE USING INDEX grid_code_again",
                "ALTER TABLE ticket ALTER COLUMN redone SET DEFAULT 1",
                "ALTER TABLE outbox SET (fillfactor = 70)",
                "CREATE INDEX CONCURRENTLY history_at ON history (at)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a ON grid (code); CREATE INDEX CONCURRENTLY b ON grid (name)",
                "COMMENT ON TABLE ticket IS 'one matter; from first word to end'",
                "-- DROP TABLE ticket\nGRANT SELECT ON ticket TO auditor /* ; DROP TABLE ticket */"
            })
    void expandingMayAddWhatOlderNodesDoNotNotice(String sql) {
        assertThat(faults("V2__x.sql", sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE ticket",
                "DROP INDEX ticket_holder",
                "DROP INDEX CONCURRENTLY ticket_holder",
                "ALTER TABLE ticket DROP COLUMN redone",
                "ALTER TABLE ticket DROP CONSTRAINT ticket_kind_check",
                "ALTER TABLE ticket DROP CONSTRAINT a, ADD CONSTRAINT b CHECK (true) NOT VALID",
                "ALTER TABLE ticket RENAME COLUMN redone TO again",
                "ALTER TABLE ticket RENAME TO matter",
                "ALTER TABLE ticket ALTER COLUMN redone TYPE bigint",
                "ALTER TABLE ticket ALTER COLUMN reply_due_at DROP NOT NULL",
                "ALTER TABLE ticket ALTER COLUMN hold SET NOT NULL",
                "ALTER TABLE ticket ADD COLUMN place text NOT NULL",
                "ALTER TABLE ticket ADD COLUMN place text, ADD COLUMN floor integer NOT NULL",
                "ALTER TABLE ticket ADD COLUMN made_at timestamptz DEFAULT now()",
                "ALTER TABLE ticket ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid()",
                "ALTER TABLE ticket ADD COLUMN number bigserial",
                "ALTER TABLE ticket ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY",
                "ALTER TABLE ticket ADD COLUMN twice text GENERATED ALWAYS AS (code || code) STORED",
                "ALTER TABLE ticket ADD COLUMN visit bigint REFERENCES visit",
                "ALTER TABLE ticket ADD COLUMN place text UNIQUE",
                "ALTER TABLE ticket ADD COLUMN place text CHECK (place <> '')",
                "ALTER TABLE ticket ADD CONSTRAINT short CHECK (length(code) < 9)",
                "ALTER TABLE ticket ADD CONSTRAINT one UNIQUE (code)",
                "ALTER TABLE ticket ADD CONSTRAINT s CHECK (true) NOT VALID; ALTER TABLE ticket VALIDATE CONSTRAINT s",
                "ALTER TABLE ticket SET UNLOGGED",
                "CREATE INDEX history_at ON history (at)",
                "CREATE UNIQUE INDEX grid_name ON grid (name)",
                "CREATE INDEX CONCURRENTLY a ON history (at); ALTER TABLE ticket ADD COLUMN place text",
                "CREATE TABLE part_2030_01 PARTITION OF part FOR VALUES FROM ('2030-01-01') TO ('2030-02-01')",
                "INSERT INTO unit (code, name, kind) VALUES ('X', 'X', 'X')",
                "UPDATE ticket SET redone = 0",
                "DELETE FROM receipt",
                "TRUNCATE receipt",
                "LOCK TABLE ticket",
                "SET search_path = public",
                "SELECT setval('ticket_id', 1)",
                "DO $$ BEGIN DROP TABLE ticket; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TRIGGER t AFTER INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE EXTENSION btree_gist",
                "VACUUM FULL ticket",
                "CLUSTER ticket"
            })
    void expandingMayNothingElse(String sql) {
        assertThat(faults("V2__x.sql", sql)).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "allowed|DROP TABLE ticket",
                "allowed|DROP INDEX CONCURRENTLY ticket_holder",
                "allowed|ALTER TABLE ticket DROP COLUMN redone",
                "allowed|ALTER TABLE ticket DROP CONSTRAINT ticket_kind_check",
                "allowed|ALTER TABLE ticket RENAME COLUMN redone TO again",
                "allowed|ALTER TABLE ticket ALTER COLUMN redone TYPE bigint",
                "allowed|ALTER TABLE ticket ALTER COLUMN hold SET NOT NULL",
                "refused|CREATE INDEX history_at ON history (at)",
                "refused|UPDATE ticket SET redone = 0",
                "refused|DO $$ BEGIN DROP TABLE ticket; END $$",
                "refused|CREATE EXTENSION btree_gist"
            })
    void narrowingMayTakeAwayButNotDoWhatStopsTheService(String verdict, String sql) {
        assertThat(faults("V2__x.contract.sql", sql)).hasSize(verdict.equals("allowed") ? 0 : 1);
    }

    private static List<String> faults(String file, String sql) {
        return MigrationRules.faults(Migration.of(file, sql));
    }

    @Test
    void aFaultNamesFileAndLine() {
        assertThat(faults("V2__x.sql", "-- first\nALTER TABLE a ADD COLUMN b text;\n\n/* ; */ DROP TABLE\n a;"))
                .singleElement()
                .asString()
                .startsWith("V2__x.sql:4: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"V0__x.sql", "V1_x.sql", "V1__X.sql", "V1__x.SQL", "V1__x.expand.sql", "R__x.sql", "V01__x.sql"})
    void anyOtherNameIsNone(String name) {
        assertThatThrownBy(() -> Migration.of(name, "")).hasMessageContaining("is no name of a migration");
    }

    @Test
    void aScriptIsPartedAtItsSemicolonsOnly() {
        String script = """
                SELECT 'a;b', "c;d", E'e\\';f', 'it''s;' ; -- g;h
                DO $do$ BEGIN x; $$ y; $$ END $do$;
                /* i; /* j; */ k; */ SELECT a$b$c, 1;
                ;
                SELECT 2""";
        assertThat(SqlScript.statements(script))
                .containsExactly(
                        new SqlScript.Statement(1, "SELECT 'a;b', \"c;d\", E'e\\';f', 'it''s;'"),
                        new SqlScript.Statement(2, "DO $do$ BEGIN x; $$ y; $$ END $do$"),
                        new SqlScript.Statement(3, "SELECT a$b$c, 1"),
                        new SqlScript.Statement(5, "SELECT 2"));
    }
}
