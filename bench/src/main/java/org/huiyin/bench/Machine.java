package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured on, for figures mean nothing without it. */
final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    static Map<String, Object> describe(CountyDatabase database) throws Exception {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpu", field(CPU, "model name", "unknown"));
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put(
                "memory_gb",
                Math.round(Long.parseLong(field(MEMORY, "MemTotal", "0").replaceAll("\\D", "")) / 1_048_576.0));
        machine.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("postgresql", database.rows("SHOW server_version").get(0).get(0));
        machine.put("fsync", database.rows("SHOW fsync").get(0).get(0));
        machine.put(
                "synchronous_commit",
                database.rows("SHOW synchronous_commit").get(0).get(0));
        return machine;
    }

    private static String field(Path file, String name, String otherwise) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
