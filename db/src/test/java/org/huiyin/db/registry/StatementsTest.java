package org.huiyin.db.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.server.Database;
import org.junit.jupiter.api.Test;

/** A typing mistake in a statement that runs once a year shall fail here, not then. */
class StatementsTest {
    private static final Pattern STATEMENT =
            Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|WITH|LOCK|SET|ANALYZE)\\s.*", Pattern.DOTALL);

    @Test
    void postgresqlUnderstandsEveryOne() throws Exception {
        Map<String, String> statements = statements();
        assertThat(statements).hasSizeGreaterThan(40);
        Vertx vertx = Vertx.vertx();
        try (TestDatabase database = TestDatabase.create()) {
            Database connections = Database.wholeTables(vertx, database.url(), 1);
            PgConnection connection = connections.connection().await();
            List<String> refused = new ArrayList<>();
            statements.forEach((name, sql) -> connection
                    .prepare(sql)
                    .onFailure(failure -> refused.add(name + ": " + failure.getMessage()))
                    .otherwiseEmpty()
                    .await());
            assertThat(refused).isEmpty();
            connection.close().await();
            connections.close().await();
        } finally {
            vertx.close().await();
        }
    }

    private static Map<String, String> statements() throws IOException, URISyntaxException {
        Path classes = Path.of(RegistryWriter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(classes.resolve("org/huiyin/db/registry"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .forEach(name -> collect("org.huiyin.db.registry." + name.substring(0, name.length() - 6), found));
        }
        return found;
    }

    private static void collect(String className, Map<String, String> found) {
        try {
            for (Field field : Class.forName(className).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    String text = (String) field.get(null);
                    if (STATEMENT.matcher(text).matches()) {
                        found.put(className + "." + field.getName(), text);
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a class of ours cannot be looked into", e);
        }
    }
}
