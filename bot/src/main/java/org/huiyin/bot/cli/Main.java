package org.huiyin.bot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.huiyin.bot.config.ConfigProblem;
import org.huiyin.bot.wiring.Core;
import org.huiyin.bot.wiring.HuiyinCore;
import org.huiyin.db.backup.BackupFailure;
import org.huiyin.db.server.DatabaseFailure;
import org.huiyin.db.vault.VaultFailure;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The one command, {@code huiyin}: whatever goes wrong is one clear line and an exit code, never a stack trace. */
@Command(
        name = "huiyin",
        description = "Huiyin (回音): every household linked to one named official, and the promise behind it checkable.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all well",
            "1:failed; the line says why, the log in the data directory says more",
            "2:wrong usage, configuration or input: nothing was done",
            "3:the database cannot be reached or prepared"
        },
        footerHeading = "%nOf an installed package:%n",
        footer = {
            "  huiyin check-package  says whether every file is as it was packaged",
            "  huiyin prepare        makes starts faster; once after each installation, and after a new Java",
            "",
            "Environment:",
            "  HUIYIN_DATA_DIR      data, keys and logs of this installation (default: var/ beside huiyin)",
            "  HUIYIN_DATABASE_URL  an external PostgreSQL instead of the embedded one:",
            "                       postgresql://user:password@host:port/database?search_path=county",
            "  HUIYIN_KEYS          the text of the key file, instead of the file",
            "  HUIYIN_PORT          where demo listens"
        })
public final class Main implements Runnable {
    private Main() {}

    /** The process's entry. */
    public static void main(String[] arguments) {
        // The console's encoding may be anything; everything here is written in UTF-8.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path home =
                Path.of(System.getProperty("huiyin.home", ".")).toAbsolutePath().normalize();
        boolean terminal = Boolean.getBoolean("huiyin.terminal");
        Shutdown shutdown = Shutdown.ofProcess();
        int code = run(
                new Surroundings(System.getenv(), home, out, err, terminal, shutdown),
                new HuiyinCore.Maker(),
                arguments);
        shutdown.finished();
        System.exit(code);
    }

    /** Runs one command; gives its exit code. */
    public static int run(Surroundings surroundings, Core.Maker core, String... arguments) {
        Optional<ServeCommand> serve = ServeCommand.plain(surroundings, core, arguments);
        return serve.isPresent() ? call(surroundings, serve.get()) : parse(surroundings, core, arguments);
    }

    private static int call(Surroundings surroundings, Callable<Integer> command) {
        try {
            return command.call();
        } catch (Exception e) {
            return failed(surroundings, e);
        }
    }

    private static int parse(Surroundings surroundings, Core.Maker core, String... arguments) {
        CommandLine command = new CommandLine(new Main());
        Map<String, Supplier<Object>> all = commands(surroundings, core);
        // What a command's annotations say takes a while to read: that of the one that is meant, where one is.
        boolean isMeant = arguments.length > 0 && all.containsKey(arguments[0]);
        List<String> names = isMeant ? List.of(arguments[0]) : List.copyOf(all.keySet());
        names.forEach(name ->
                command.addSubcommand(Objects.requireNonNull(all.get(name)).get()));
        command.setUsageHelpWidth(110)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((failure, args) -> usage(surroundings, failure))
                .setExecutionExceptionHandler((failure, where, parsed) -> failed(surroundings, failure));
        return command.execute(arguments);
    }

    /** By name, in the order in which help shows them. */
    private static Map<String, Supplier<Object>> commands(Surroundings surroundings, Core.Maker core) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("demo", () -> new DemoCommand(surroundings, core));
        all.put("serve", () -> new ServeCommand(surroundings, core));
        all.put("migrate", () -> new MigrateCommand(surroundings));
        all.put("import", () -> new ImportCommand(surroundings));
        all.put("generate", () -> new GenerateCommand(surroundings));
        all.put("check-config", () -> new CheckConfigCommand(surroundings));
        all.put("backup", () -> new BackupCommand(surroundings));
        all.put("verify-backup", () -> new VerifyBackupCommand(surroundings));
        all.put("restore", () -> new RestoreCommand(surroundings));
        all.put("release", () -> new ReleaseCommand(surroundings));
        all.put("verify-history", () -> new VerifyHistoryCommand(surroundings));
        all.put("rotate-keys", () -> new RotateKeysCommand(surroundings));
        all.put("config", () -> ConfigCommand.whole(surroundings));
        all.put("package", () -> new PackageCommand(surroundings));
        all.put("rehearse", () -> new RehearseCommand(surroundings, core));
        return all;
    }

    @Override
    public void run() {
        throw new CommandFailure(
                ExitCode.BAD_INPUT,
                "say what to do: demo, serve, migrate, import, generate, check-config, config, package, backup, verify-backup,"
                        + " restore or release; huiyin --help explains them");
    }

    private static int usage(Surroundings surroundings, ParameterException failure) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        surroundings.err().println("huiyin: " + oneLine(failure) + "; " + name + " --help explains");
        return ExitCode.BAD_INPUT.number();
    }

    private static int failed(Surroundings surroundings, Exception failure) {
        if (failure instanceof CommandFailure known) {
            return report(surroundings, known.code(), known.words(), known);
        } else if (failure instanceof BackupFailure) {
            return report(surroundings, ExitCode.FAILED, "huiyin: " + oneLine(failure), failure);
        } else if (failure instanceof DatabaseFailure) {
            return report(surroundings, ExitCode.NO_DATABASE, "huiyin: " + oneLine(failure), failure);
        } else if (failure instanceof VaultFailure || failure instanceof ConfigProblem) {
            return report(surroundings, ExitCode.BAD_INPUT, "huiyin: " + oneLine(failure), failure);
        }
        Path log = Logs.file(new DataDirectory(surroundings.dataDirectory()).logs());
        return report(surroundings, ExitCode.FAILED, "huiyin: something went wrong; " + log + " says what", failure);
    }

    private static int report(Surroundings surroundings, ExitCode code, String words, Exception failure) {
        LoggerFactory.getLogger("huiyin.command").error("ended with exit code {}", code.number(), failure);
        surroundings.err().println(words);
        return code.number();
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
