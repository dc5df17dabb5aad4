package org.huiyin.bot.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huiyin.bot.backup.BackupPlace;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.db.backup.Backup;
import org.huiyin.db.backup.BackupReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one backup, beside a running service or without one: for a timer, or before something that could go wrong. */
@Command(
        name = "backup",
        description =
                "Add to the backup in a directory what has changed, or begin it with a whole copy. The service may run or"
                        + " not. The keys are not in it: keep a copy of the key file elsewhere.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "A directory of the backups' own, best on another disk.")
    private Path directory = Path.of("");

    @Option(names = "--config", paramLabel = "FILE", description = "The service's file, for its database and keys.")
    private @Nullable Path file;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "How many whole copies stay, each with its increments; default 2, or what the file says.")
    private @Nullable Integer keep;

    @Option(names = "--verify", description = "Then read the whole backup back, as verify-backup does.")
    private boolean verify;

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path given = file;
        ServiceConfig config = given == null ? Configs.defaults() : Configs.read(surroundings, given);
        Path place = directory.toAbsolutePath().normalize();
        refuseBadPlace(surroundings, config, place);
        Logs.begin(DataDirectory.prepare(surroundings.dataDirectory()).logs());
        BackupReport report = run(config, place);
        surroundings.say("Backup into " + place + ": " + report.words() + ".");
        if (report.until() != null) {
            surroundings.say("Everything is in it that was committed before " + report.until() + ".");
        }
        if (!report.wasLeftOut() && report.note() != null) {
            surroundings.say("note: " + report.note());
        }
        if (DatabaseAccess.external(surroundings, config.database()).isEmpty()) {
            BackupPlace.remark(place, surroundings.dataDirectory())
                    .ifPresent(remark -> surroundings.say("note: " + remark));
        }
        return verify ? VerifyBackupCommand.verify(surroundings, place) : ExitCode.OK.number();
    }

    private BackupReport run(ServiceConfig config, Path place) {
        Vertx vertx = Vertx.vertx();
        try (DatabaseAccess access = DatabaseAccess.share(surroundings, config.database());
                ConsoleProgress progress = new ConsoleProgress(surroundings.err(), surroundings.terminal())) {
            surroundings.shutdown().onAbort(access::close);
            String keys =
                    access.vault(vertx, KeySource.of(surroundings, config)).fingerprint();
            surroundings.say("The keys that belong to it, and must be kept apart from it: " + keys);
            return new Backup(new Backup.Order(access.url(), place, copies(config), keys, "command"), progress).run();
        } finally {
            vertx.close().await();
        }
    }

    private int copies(ServiceConfig config) {
        Integer asked = keep;
        if (asked != null && asked < 1) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--keep " + asked + " keeps nothing: write 1 or more");
        }
        return asked != null
                ? asked
                : config.backup().map(ServiceConfig.Backup::keep).orElse(ServiceConfig.Backup.KEEP);
    }

    /** Ends the command when backups must not lie there. */
    static void refuseBadPlace(Surroundings surroundings, ServiceConfig config, Path place) {
        BackupPlace.refuse(
                        place,
                        surroundings.dataDirectory(),
                        KeySource.of(surroundings, config).file())
                .ifPresent(why -> {
                    throw new CommandFailure(ExitCode.BAD_INPUT, why);
                });
    }
}
