package org.huiyin.bot.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.rules.Rulebook;
import org.huiyin.bot.rules.RulesText;
import org.huiyin.bot.wiring.CountyRules;
import org.huiyin.db.config.ConfigVersions;
import org.huiyin.db.config.ConfigVersions.Deciding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a directory and makes it the version that all nodes go by. */
@Command(
        name = "apply",
        description = {
            "Check policy, calendars, texts and words, and make them the version that all nodes go by, within a second and",
            "without a restart. With any fault nothing changes, and every fault is named."
        },
        mixinStandardHelpOptions = true)
final class ConfigApplyCommand implements Callable<Integer> {
    /** Nodes say every 5 s by what they decide. */
    private static final Duration UNTIL_SAID = Duration.ofSeconds(8);

    private static final long LOOK_EVERY_MS = 250;

    private final Surroundings surroundings;

    @Mixin
    private final RulesAccess access;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory with policy, calendars, texts and words (default: the installation's config).")
    private @Nullable Path directory;

    @Option(
            names = "--version",
            paramLabel = "N",
            description = "Go back to what version N said, instead of a directory.")
    private @Nullable Long number;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; config list shows it.")
    private String note = "";

    ConfigApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.access = new RulesAccess(surroundings);
    }

    @Override
    public Integer call() {
        return access.with(this::apply);
    }

    private int apply(CountyRules rules) {
        ConfigFolder folder = checked(rules);
        RulesText text = RulesText.of(folder);
        Optional<ConfigVersions.Version> before = rules.inForce();
        if (before.isPresent() && before.get().head().sha256().equals(text.sha256())) {
            surroundings.say("Nothing changes: version " + before.get().head().number() + " says the same already.");
            return ExitCode.OK.number();
        }
        long after = before.map(version -> version.head().number()).orElse(0L);
        long made = rules.add(after, text, who(), Version.release(), why())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "somebody else applied a version at the same moment; try again"));
        surroundings.say(
                "Version " + made + " is in force. Changed: " + String.join(", ", changed(before, folder)) + ".");
        tell(rules, made);
        return ExitCode.OK.number();
    }

    private ConfigFolder checked(CountyRules rules) {
        Long back = number;
        Path given = directory;
        if (back != null && given != null) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "name a directory or --version, not both");
        }
        Path path = given == null ? access.ownDirectory() : given;
        ConfigFolder folder = back == null
                ? RulesAccess.folder(path)
                : ConfigFolder.of(RulesAccess.files(RulesAccess.version(rules, back)));
        String where = back == null ? path + "/" : "version " + back + ", ";
        Rulebook.Reading reading = back == null ? Rulebook.check(folder) : Rulebook.read(back, folder);
        List<String> notes = reading.fold(Rulebook.Reading.Understood::notes, faulty -> {
            List<String> lines = new ArrayList<>();
            faulty.lines().forEach(line -> lines.add(where + line));
            lines.add("huiyin: nothing was applied, faults: " + faulty.lines().size());
            throw RulesAccess.refused(lines);
        });
        notes.forEach(line -> surroundings.say("note: " + where + line));
        return folder;
    }

    private static List<String> changed(Optional<ConfigVersions.Version> before, ConfigFolder folder) {
        Map<String, String> now = folder.content();
        Map<String, String> then = before.map(RulesAccess::files).orElse(Map.of());
        TreeSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(then.keySet());
        names.removeIf(name -> Objects.equals(now.get(name), then.get(name)));
        return List.copyOf(names);
    }

    private String why() {
        return number == null ? note : ("as version " + number + (note.isEmpty() ? "" : ": " + note));
    }

    private static String who() {
        String user = System.getProperty("user.name", "?");
        try {
            return user + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return user;
        }
    }

    private void tell(CountyRules rules, long made) {
        long end = System.nanoTime() + UNTIL_SAID.toNanos();
        List<Deciding> nodes = rules.deciding();
        while (nodes.stream().anyMatch(node -> node.version() != made) && System.nanoTime() < end) {
            pause();
            nodes = rules.deciding();
        }
        if (nodes.isEmpty()) {
            surroundings.say("No node is running just now; each goes by it when it starts.");
        }
        for (Deciding node : nodes) {
            surroundings.say("  node " + node.node()
                    + (node.version() == made
                            ? " goes by it."
                            : " still goes by version " + node.version() + ": its /health/ready says why."));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
