package org.huiyin.bot.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells which Huiyin this is, from its own jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"huiyin " + release()};
    }

    /** The number alone, as nodes tell it to each other. */
    static String release() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }
}
