package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The service that most would write, as a process beside ours. It has a copy of the county to itself, and the same Java options. */
final class Peer implements AutoCloseable {
    /** More than it answers in a second here. */
    private static final int PER_SECOND = 1_500;

    private final CountyDatabase database;
    private final Traffic traffic;
    private final Service service;
    private final Load load;

    /**
     * Starts it; {@link PeerAddresses} must have been put into the database.
     *
     * @param home the repository, in which {@code bench/peer} has been built
     * @param database a copy of the county, to which {@code traffic} belongs
     */
    Peer(Path home, CountyDatabase database, Traffic traffic, int connections) throws Exception {
        this.database = database;
        this.traffic = traffic;
        this.service = Service.start(
                Map.of(
                        "SPRING_DATASOURCE_URL", database.jdbc(),
                        "SPRING_DATASOURCE_USERNAME", database.server.user(),
                        "SPRING_DATASOURCE_PASSWORD", database.server.password()),
                command(home.resolve("bench/peer/target")));
        this.load = new Load(service.port(), connections);
    }

    CountyDatabase database() {
        return database;
    }

    void warmUp(int seconds) throws Exception {
        load.closed(traffic.mixed(PER_SECOND * seconds), seconds);
    }

    /** Closed loop, every connection as fast as it is answered. */
    Load.Measured measure(int seconds) throws Exception {
        return load.closed(traffic.mixed(PER_SECOND * seconds), seconds);
    }

    @Override
    public void close() {
        load.close();
        service.close();
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
