package org.huiyin.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement of this module is understood by a real PostgreSQL, with this schema. */
class StatementsTest {
    private static final Pattern QUESTION = Pattern.compile("\\?");

    @Test
    void everyStatementCanBePrepared() throws Exception {
        Map<String, String> statements = statements();
        List<String> broken = new ArrayList<>();
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            int number = 0;
            for (Map.Entry<String, String> entry : statements.entrySet()) {
                try {
                    statement.execute("PREPARE s" + number++ + " AS " + numbered(entry.getValue()));
                } catch (SQLException e) {
                    broken.add(entry.getKey() + ": " + e.getMessage());
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(statements).hasSizeGreaterThan(30);
    }

    /** Those that go by JDBC have question marks for their parameters. */
    private static String numbered(String sql) {
        AtomicInteger parameter = new AtomicInteger();
        return QUESTION.matcher(sql).replaceAll(mark -> "\\$" + parameter.incrementAndGet());
    }

    private static Map<String, String> statements()
            throws IOException, URISyntaxException, ReflectiveOperationException {
        Path root = Path.of(
                Rows.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, String> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                for (Field field : Class.forName(name).getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                        field.setAccessible(true);
                        String value = (String) field.get(null);
                        if (value.stripLeading().matches("(?s)(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*")) {
                            found.put(name + "." + field.getName(), value);
                        }
                    }
                }
            }
        }
        return found;
    }
}
