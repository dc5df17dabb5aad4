package org.huiyin.bot.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the log to a file, one JSON object a line; of it only our own warnings reach the terminal, in one line each. */
final class Logs {
    /** The six months that China's Cybersecurity Law, article 21 (3), asks for. */
    private static final int DAYS_KEPT = 184;

    private static final long BYTES_OF_A_FILE = 64L * 1024 * 1024;

    private Logs() {}

    /** What logs can be asked for from now on, by several threads at once: the first to ask makes the library, and others would get none of it. */
    static void wake() {
        LoggerFactory.getILoggerFactory();
    }

    /** Begins to log into {@code directory}. What was logged before this is lost, on purpose: it would have gone to the terminal. */
    static void begin(Path directory) {
        // The database's JDBC driver logs here, and its default is the terminal.
        LogManager.getLogManager().reset();
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file(context, directory));
        context.getLogger("org.huiyin").addAppender(terminal(context));
    }

    /** Where the details of a failure are. */
    static Path file(Path directory) {
        return directory.resolve("huiyin.log");
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path directory) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file(directory).toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(
                directory.resolve("huiyin.%d{yyyy-MM-dd}.%i.log.gz").toString());
        policy.setMaxFileSize(new FileSize(BYTES_OF_A_FILE));
        policy.setMaxHistory(DAYS_KEPT);
        policy.start();
        MaskingJsonEncoder encoder = new MaskingJsonEncoder();
        encoder.setContext(context);
        encoder.start();
        appender.setRollingPolicy(policy);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static ConsoleAppender<ILoggingEvent> terminal(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        // No stack trace and no name of a class: whoever reads a terminal wants to know what to do.
        encoder.setPattern("%d{HH:mm:ss} %replace(%msg){'[\\w.$]*(Exception|Error)(: )?', ''}%nopex%n");
        encoder.start();
        ch.qos.logback.classic.filter.ThresholdFilter warnings = new ch.qos.logback.classic.filter.ThresholdFilter();
        warnings.setLevel("WARN");
        warnings.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.addFilter(warnings);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
