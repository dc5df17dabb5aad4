package org.huiyin.bot.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.huiyin.bot.wiring.CountyRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What two versions, or a version and a directory, say differently. */
@Command(
        name = "diff",
        description = {
            "Show what differs, file by file and line by line: between two versions, or a version and a directory.",
            "Without a name, between the version in force and the installation's config: what apply would change."
        },
        mixinStandardHelpOptions = true)
final class ConfigDiffCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final RulesAccess access;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FROM", description = "A version's number, or a directory.")
    private @Nullable String from;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "A version's number, or a directory.")
    private @Nullable String to;

    ConfigDiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.access = new RulesAccess(surroundings);
    }

    @Override
    public Integer call() {
        return access.with(this::diff);
    }

    private int diff(CountyRules rules) {
        Map<String, String> before = from == null ? inForce(rules) : files(rules, from);
        Map<String, String> after =
                to == null ? RulesAccess.folder(access.ownDirectory()).content() : files(rules, to);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        int changed = 0;
        for (String name : names) {
            String then = before.getOrDefault(name, "");
            String now = after.getOrDefault(name, "");
            if (!then.equals(now)) {
                changed++;
                surroundings.say("--- " + name + "\n+++ " + name);
                LineDiff.of(then, now).forEach(surroundings::say);
            }
        }
        surroundings.say(changed == 0 ? "Both say the same." : "Files that differ: " + changed + ".");
        return ExitCode.OK.number();
    }

    private static Map<String, String> inForce(CountyRules rules) {
        return rules.inForce().map(RulesAccess::files).orElse(Map.of());
    }

    private static Map<String, String> files(CountyRules rules, String which) {
        return which.matches("\\d{1,18}")
                ? RulesAccess.files(RulesAccess.version(rules, Long.parseLong(which)))
                : RulesAccess.folder(Path.of(which)).content();
    }
}
