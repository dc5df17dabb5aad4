package org.huiyin.bot.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.huiyin.bot.wiring.CountyRules;
import org.huiyin.db.config.ConfigVersions.Deciding;
import org.huiyin.db.config.ConfigVersions.Head;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who applied what, when and why. */
@Command(
        name = "list",
        description = "List the versions, the newest first, and by which the nodes go.",
        mixinStandardHelpOptions = true)
final class ConfigListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Surroundings surroundings;

    @Mixin
    private final RulesAccess access;

    ConfigListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.access = new RulesAccess(surroundings);
    }

    @Override
    public Integer call() {
        return access.with(this::list);
    }

    private int list(CountyRules rules) {
        List<Head> heads = rules.heads();
        if (heads.isEmpty()) {
            surroundings.say("There is no version yet: the first start makes one of what is shipped.");
        }
        heads.forEach(head -> surroundings.say(line(head)));
        for (Deciding node : rules.deciding()) {
            surroundings.say("node " + node.node() + " goes by version " + node.version());
        }
        return ExitCode.OK.number();
    }

    /** One line: number, when, who, digest, why. */
    static String line(Head head) {
        return String.format(
                "%5d  %s  %-20s  %s  %s",
                head.number(),
                TIME.format(head.madeAt().atZone(ZoneId.systemDefault())),
                head.madeBy(),
                head.sha256().substring(0, 12),
                head.note());
    }
}
