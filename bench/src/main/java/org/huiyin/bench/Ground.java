package org.huiyin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.huiyin.db.server.EmbeddedServer;

/** The PostgreSQL that everything here is measured on: its own server, which waits for the disk, with the same settings for everybody. */
final class Ground implements AutoCloseable {
    private final EmbeddedServer server;
    private final long postmaster;
    /** Where the service writes. */
    final CountyDatabase county;

    /** Starts it on {@code directory}, where an earlier county may lie. */
    Ground(Path directory) throws IOException {
        Files.createDirectories(directory);
        // A quarter of a small server's memory, and checkpoints that do not fall into every second run.
        this.server = EmbeddedServer.start(
                directory,
                directory.resolve("binaries"),
                Map.of("shared_buffers", "512MB", "max_wal_size", "4GB", "checkpoint_timeout", "15min", "jit", "off"));
        this.postmaster = Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
        this.county = new CountyDatabase(server.url(), server.url().database());
    }

    /** A copy of the county under another name, made anew; nobody may be connected to the county meanwhile. */
    CountyDatabase copy(String name) throws SQLException {
        CountyDatabase maintenance = new CountyDatabase(server.url(), "postgres");
        maintenance.execute(
                "DROP DATABASE IF EXISTS " + name,
                "CREATE DATABASE " + name + " TEMPLATE " + county.name + " STRATEGY file_copy",
                "ALTER DATABASE " + name + " SET search_path = " + server.url().schema());
        return new CountyDatabase(server.url(), name);
    }

    /** The number of PostgreSQL's first process. */
    long postmaster() {
        return postmaster;
    }

    /** Begins a run with nothing left to be written behind its back. */
    void settle() throws SQLException {
        county.execute("CHECKPOINT");
    }

    @Override
    public void close() {
        server.close();
    }
}
