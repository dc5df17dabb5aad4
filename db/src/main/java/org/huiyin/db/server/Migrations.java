package org.huiyin.db.server;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Brings a county's schema to this version. Blocking: run before the service starts. */
public final class Migrations {
    private Migrations() {}

    /**
     * Creates the schema where it is missing and applies what is new.
     *
     * @return how many migrations were applied
     * @throws DatabaseFailure with words for the administrator when it cannot
     */
    public static int migrate(DatabaseUrl url) {
        return migrate(url, MigrationVersion.LATEST);
    }

    /** As {@link #migrate}, but no further than {@code version}: rows of that version are to be put in. */
    public static int migrateTo(DatabaseUrl url, String version) {
        return migrate(url, MigrationVersion.fromVersion(version));
    }

    private static int migrate(DatabaseUrl url, MigrationVersion version) {
        try {
            return Flyway.configure()
                    .dataSource(url.jdbc(), url.user(), url.password())
                    .schemas(url.schema())
                    .defaultSchema(url.schema())
                    .locations("classpath:org/huiyin/db/migration")
                    .target(version)
                    .connectRetries(0)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new DatabaseFailure("the database " + url + " cannot be brought to this version: " + firstLine(e), e);
        }
    }

    private static String firstLine(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
