package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where everything of a run lies, and the commands that bring it there. */
final class Stage {
    private final Path home;
    private final Path directory;

    Stage(Path home) throws IOException {
        this.home = home;
        this.directory = Files.createDirectories(home.resolve("bench/target/stage"));
    }

    Path postgres() {
        return directory.resolve("postgres");
    }

    Path ceiling() {
        return directory.resolve("ceiling");
    }

    /** Where the results are told. */
    Path bench() {
        return home.resolve("bench");
    }

    /** Forgets the database of an earlier run. */
    void clear() throws IOException {
        clear(postgres());
        clear(data());
    }

    private static void clear(Path old) throws IOException {
        if (Files.exists(old)) {
            try (Stream<Path> all = Files.walk(old)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    Path county() {
        return directory.resolve("county");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private List<String> huiyin(String... words) {
        List<String> command = new ArrayList<>(List.of(home.resolve("huiyin").toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** The reference county's files, made once. */
    void generate(int households, int cadres) throws Exception {
        String size = households + " households, " + cadres + " cadres";
        Path made = directory.resolve("county.size");
        if (!Files.exists(made) || !Files.readString(made).equals(size)) {
            clear(county());
            Service.run(
                    data(),
                    huiyin(
                            "generate",
                            "--households",
                            Integer.toString(households),
                            "--cadres",
                            Integer.toString(cadres),
                            "--seed",
                            "1",
                            county().toString()));
            Files.writeString(made, size);
        }
    }

    /** Imports the county by the administrator's command; seconds. */
    double importCounty(Path config) throws Exception {
        return importCounty(county(), config);
    }

    double importCounty(Path files, Path config) throws Exception {
        return Service.run(data(), huiyin("import", files.toString(), "--config", config.toString()));
    }

    /** Where the county lies as it is some weeks later. */
    Path changed() {
        return directory.resolve("changed");
    }

    /** Makes the package of this clone and unpacks it; gives where it lies. */
    Path installed() throws Exception {
        Path archives = directory.resolve("package");
        clear(archives);
        Files.createDirectories(archives);
        Service.run(data(), huiyin("package", "--out", archives.toString()));
        try (Stream<Path> made = Files.list(archives)) {
            for (Path one : made.toList()) {
                if (one.toString().endsWith(".tar.gz")) {
                    Service.run(data(), List.of("tar", "-xf", one.toString(), "-C", archives.toString()));
                }
                Files.delete(one);
            }
        }
        try (Stream<Path> unpacked = Files.list(archives)) {
            return unpacked.findFirst().orElseThrow(() -> new IllegalStateException("the package was empty"));
        }
    }

    /** What the measured starts leave behind. */
    Path starts() throws IOException {
        Path starts = directory.resolve("starts");
        clear(starts);
        return starts;
    }

    Service serve(Path config) throws Exception {
        Service service = Service.start(data(), huiyin("serve", "--config", config.toString()));
        service.port();
        return service;
    }

    /** Where the service keeps its keys. */
    Path keys() {
        return data().resolve("keys").resolve("huiyin.keys");
    }

    /** A configuration with both channels at the stand-in, which takes so many parts a second at WeChat. */
    Path config(CountyDatabase county, Provider provider, int perSecond) throws IOException {
        return Files.writeString(directory.resolve("service-" + perSecond + ".yaml"), """
                http: {host: 127.0.0.1, port: 0}
                database:
                  url: %s
                quiet-hours: off
                api:
                  tokens:
                    - name: bench
                      token: %s
                delivery:
                  undo-seconds: 0
                channels:
                  - id: wechat
                    type: wechat
                    base-url: %s
                    per-second: %d
                    templates:
                      answer: {id: bench, parameters: {code: character_string1, text: thing2}}
                      resolved: {id: bench, parameters: {code: character_string1, text: thing2}}
                      progress: {id: bench, parameters: {code: character_string1, text: thing2}}
                    app-id: wxb11529c136998cb6
                    app-secret: app-secret-0f3a9c51
                    token: mpToken2024
                    encoding-aes-key: abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG
                  - id: wecom
                    type: wecom
                    base-url: %s
                    corp-id: wx5823bf96d3bd56c7
                    agent-id: 218
                    secret: corp-secret-7be2d604
                    token: QDG6eK
                    encoding-aes-key: jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C
                """.formatted(
                        county.uri(), ReportTimes.TOKEN, provider.baseUrl(), perSecond, provider.baseUrl()));
    }
}
