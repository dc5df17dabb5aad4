package org.huiyin.bot.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.bot.node.Sealing;
import org.huiyin.db.server.DatabaseFailure;
import org.huiyin.db.server.Jdbc;
import org.huiyin.db.ticket.HistoryAudit;
import org.huiyin.db.ticket.HistoryRoot;
import org.huiyin.db.ticket.HistoryVerification;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether the histories of all tickets are as they were written. */
@Command(
        name = "verify-history",
        description =
                "Recompute the chain of every ticket's history and every signed root over them; names the first row that"
                        + " is missing or was changed. Works beside a running service, and after words were erased.",
        mixinStandardHelpOptions = true)
final class VerifyHistoryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--config", paramLabel = "FILE", description = "The service's file, for its database and keys.")
    private @Nullable Path file;

    @Option(
            names = "--root",
            paramLabel = "ROOT",
            description = "A root that was published: it must still be among those that are here.")
    private @Nullable String root;

    VerifyHistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path given = file;
        ServiceConfig config = given == null ? Configs.defaults() : Configs.read(surroundings, given);
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        Vertx vertx = Vertx.vertx();
        try (DatabaseAccess access = DatabaseAccess.share(surroundings, config.database())) {
            surroundings.shutdown().onAbort(access::close);
            Vault vault = access.vault(vertx, KeySource.of(surroundings, config));
            verify(access, Sealing.signer(vault).publicKey());
        } finally {
            vertx.close().await();
        }
        return ExitCode.OK.number();
    }

    private void verify(DatabaseAccess access, HistoryRoot.Hash key) {
        try (Connection connection = Jdbc.open(access.url())) {
            connection.setAutoCommit(false);
            HistoryAudit.Result chains = HistoryAudit.of(connection);
            surroundings.say(
                    String.format(Locale.ROOT, "histories: %,d rows, %s", chains.rows(), fine(chains.broken())));
            HistoryVerification.Found found = HistoryVerification.of(connection, key, root);
            surroundings.say(
                    String.format(Locale.ROOT, "roots: %,d over %,d ends of histories", found.roots(), found.rows()));
            if (found.last() != null) {
                surroundings.say("last root: " + found.last());
            }
            String problem = found.problem()
                    .orElse(
                            chains.broken().isEmpty()
                                    ? ""
                                    : "ticket " + chains.broken().get(0));
            if (!problem.isEmpty()) {
                throw new CommandFailure(ExitCode.FAILED, "the histories are NOT as they were written: " + problem);
            }
            surroundings.say("The histories are as they were written.");
        } catch (SQLException e) {
            throw new DatabaseFailure("the histories of " + access.url() + " could not be read: " + e.getMessage(), e);
        }
    }

    private static String fine(List<String> broken) {
        return broken.isEmpty() ? "every chain holds" : "chains that do not hold: " + String.join(", ", broken);
    }
}
