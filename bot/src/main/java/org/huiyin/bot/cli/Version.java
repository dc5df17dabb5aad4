package org.huiyin.bot.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells which Huiyin this is, from its own jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"huiyin " + (version == null ? "(not from a jar)" : version)};
    }
}
