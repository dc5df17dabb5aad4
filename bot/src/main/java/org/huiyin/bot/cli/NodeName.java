package org.huiyin.bot.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/**
 * This process's name among the nodes of its county: kept in the data directory, so that after a crash it takes its own work back at once; locked
 * while it runs, so that nobody else does.
 */
record NodeName(String name, FileChannel channel, FileLock lock) implements AutoCloseable {

    static NodeName take(DataDirectory data) {
        Path file = data.root().resolve("node");
        try {
            FileChannel channel = FileChannel.open(
                    data.root().resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "another Huiyin already runs on the data directory " + data.root()
                                + ": stop it, or set HUIYIN_DATA_DIR to another one");
            }
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID().toString(), StandardCharsets.UTF_8);
            }
            return new NodeName(Files.readString(file, StandardCharsets.UTF_8).strip(), channel, lock);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "the data directory " + data.root() + " cannot be written: " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            // The end of the process gives the lock back as well.
            LoggerFactory.getLogger(NodeName.class).debug("the node's lock was not given back");
        }
    }
}
