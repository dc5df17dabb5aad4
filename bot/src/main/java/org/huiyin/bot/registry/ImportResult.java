package org.huiyin.bot.registry;

import java.util.List;
import java.util.function.Function;
import org.huiyin.db.registry.RegistryOutcome;

/** How an import ended. */
public sealed interface ImportResult {

    <T> T fold(Function<Imported, T> imported, Function<Refused, T> refused);

    /**
     * All of it is in the database.
     *
     * @param warnings what looks odd but is allowed, the first of {@code warningCount}
     */
    record Imported(RegistryOutcome outcome, List<Problem> warnings, int warningCount) implements ImportResult {
        @Override
        public <T> T fold(Function<Imported, T> imported, Function<Refused, T> refused) {
            return imported.apply(this);
        }
    }

    /**
     * Nothing of it is in the database; or, where the database stopped it on the way, not all of it yet, as the problem says.
     *
     * @param problems the first of {@code problemCount}
     */
    record Refused(List<Problem> problems, int problemCount) implements ImportResult {
        @Override
        public <T> T fold(Function<Imported, T> imported, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
