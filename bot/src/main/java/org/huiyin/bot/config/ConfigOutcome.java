package org.huiyin.bot.config;

import java.util.List;
import java.util.function.Function;

/** What became of reading a file. */
public sealed interface ConfigOutcome {

    /** All well. */
    record Loaded(ServiceConfig config) implements ConfigOutcome {}

    /** Every problem of the file, one line each, for the administrator. */
    record Faulty(List<String> problems) implements ConfigOutcome {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }

    default <T> T fold(Function<Loaded, T> loaded, Function<Faulty, T> faulty) {
        if (this instanceof Loaded l) {
            return loaded.apply(l);
        }
        return faulty.apply((Faulty) this);
    }
}
