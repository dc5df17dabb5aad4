package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The service that most would write, as a process beside ours. It has a copy of the county to itself, and the same Java options. */
final class Peer {
    private Peer() {}

    /**
     * Starts it; {@link PeerAddresses} must have been put into the database.
     *
     * @param home the repository, in which {@code bench/peer} has been built
     */
    static Service start(Path home, CountyDatabase database) throws Exception {
        Path target = home.resolve("bench/peer/target");
        Service service = Service.start(
                Map.of(
                        "SPRING_DATASOURCE_URL", database.jdbc(),
                        "SPRING_DATASOURCE_USERNAME", database.server.user(),
                        "SPRING_DATASOURCE_PASSWORD", database.server.password()),
                command(target));
        service.port();
        return service;
    }

    private static List<String> command(Path target) throws IOException {
        String classPath = Files.readString(target.resolve("classpath")).strip();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As ./huiyin starts ours.
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-cp",
                target.resolve("classes") + ":" + classPath,
                "org.huiyin.bench.peer.PeerApplication");
    }
}
