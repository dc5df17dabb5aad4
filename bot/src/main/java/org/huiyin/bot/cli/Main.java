package org.huiyin.bot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        footerHeading = "%nEnvironment:%n",
        footer = {
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
        int code =
                run(new Surroundings(System.getenv(), home, out, err, terminal, shutdown), HuiyinCore::new, arguments);
        shutdown.finished();
        System.exit(code);
    }

    /** Runs one command; gives its exit code. */
    public static int run(Surroundings surroundings, Core.Maker core, String... arguments) {
        CommandLine command = new CommandLine(new Main())
                .addSubcommand(new DemoCommand(surroundings, core))
                .addSubcommand(new ServeCommand(surroundings, core))
                .addSubcommand(new MigrateCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand(new GenerateCommand(surroundings))
                .addSubcommand(new CheckConfigCommand(surroundings))
                .addSubcommand(new BackupCommand(surroundings))
                .addSubcommand(new VerifyBackupCommand(surroundings))
                .addSubcommand(new RestoreCommand(surroundings))
                .addSubcommand(new ReleaseCommand(surroundings))
                .setUsageHelpWidth(110)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((failure, args) -> usage(surroundings, failure))
                .setExecutionExceptionHandler((failure, where, parsed) -> failed(surroundings, failure));
        return command.execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandFailure(
                ExitCode.BAD_INPUT,
                "say what to do: demo, serve, migrate, import, generate, check-config, backup, verify-backup, restore or"
                        + " release; huiyin --help explains them");
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
