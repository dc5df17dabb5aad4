package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** CPU time of processes, from /proc/PID/stat (proc(5): fields 14 and 15, in ticks of which there are 100 a second). */
final class Cpu {
    private static final double TICKS = 100;

    private Cpu() {}

    /** Seconds of one process so far; 0 when it is gone. */
    static double of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Seconds of PostgreSQL's first process and all that it has started and that still run. */
    static double ofPostgres(long postmaster) {
        try (Stream<ProcessHandle> children =
                ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children)) {
            return of(postmaster) + children.mapToDouble(p -> of(p.pid())).sum();
        }
    }
}
