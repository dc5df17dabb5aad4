package org.huiyin.db.registry;

/** Told how far a long piece of work has come, so that a person who waits can see it. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (stage, done, total) -> {};

    /**
     * Called often, from any thread, never for two stages at once.
     *
     * @param stage what is being done, such as the name of a file
     * @param done rows so far
     * @param total rows in all; 0 where that is not known yet
     */
    void at(String stage, long done, long total);
}
