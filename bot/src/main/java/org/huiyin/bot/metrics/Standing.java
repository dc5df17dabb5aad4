package org.huiyin.bot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How this node and its county stand just now, as it was last seen; what the alarms of {@code config/server/alerts.yaml} look at. Thread-safe. */
public final class Standing {

    /** A meter of its own, with its unit where it has one. */
    public enum Measure {
        DATABASE_UP("huiyin.database.up", "", "1 while the database answers this node, else 0"),
        NODES("huiyin.nodes", "", "Nodes of the county that were seen within the last minute"),
        CLOCK_DIFFERENCE(
                "huiyin.clock.difference", "seconds", "By how much this machine's clock is ahead of the database's"),
        SCHEMA_VERSION("huiyin.schema.version", "", "The newest migration that the database has seen"),
        NODE_OUTDATED("huiyin.node.outdated", "", "1 when the schema has lost what this version needs, else 0"),
        CONFIG_VERSION("huiyin.config.version", "", "The version of policy, calendars, texts and words in force here"),
        CONFIG_VERSIONS("huiyin.config.versions", "", "By how many versions the county's nodes decide; 1 is right"),
        CONFIG_REFUSED(
                "huiyin.config.refused",
                "",
                "1 while the newest version cannot be understood here, and an older one stays"),
        NODE_FILES(
                "huiyin.node.files",
                "",
                "With how many different files the nodes run where these must agree; 1 is right"),
        DISK_FREE("huiyin.disk.free", "bytes", "What is free on the disk of the data directory"),
        ON_SEAT(
                "huiyin.seat.tickets",
                "",
                "Open tickets on the county desk's own seat, because nobody of the desk can have them"),
        SET_ASIDE("huiyin.set.aside.rows", "", "Events that lie set aside for a person to look at");

        private final String meter;
        private final String unit;
        private final String description;

        Measure(String meter, String unit, String description) {
            this.meter = meter;
            this.unit = unit;
            this.description = description;
        }
    }

    /** What is known of the queue of a channel. */
    private record Queue(AtomicLong parts, AtomicLong oldest) {}

    private static final String CHANNEL = "channel";

    private final MeterRegistry registry;
    private final Map<Measure, AtomicLong> values = new EnumMap<>(Measure.class);
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    Standing(MeterRegistry registry) {
        this.registry = registry;
        for (Measure measure : Measure.values()) {
            AtomicLong bits = new AtomicLong(Double.doubleToLongBits(0));
            values.put(measure, bits);
            gauge(measure.meter, measure.unit, measure.description, bits);
        }
    }

    public void set(Measure measure, double value) {
        AtomicLong bits = values.get(measure);
        if (bits != null) {
            bits.set(Double.doubleToLongBits(value));
        }
    }

    /**
     * What waits to be sent over a channel.
     *
     * @param oldestSeconds since when the oldest of it should have been sent, pauses and tries included
     */
    public void queue(String channel, long parts, double oldestSeconds) {
        Queue queue = queues.computeIfAbsent(channel, this::newQueue);
        queue.parts().set(Double.doubleToLongBits((double) parts));
        queue.oldest().set(Double.doubleToLongBits(oldestSeconds));
    }

    private Queue newQueue(String channel) {
        Queue queue = new Queue(new AtomicLong(), new AtomicLong());
        String parts = "Parts that are due and wait to be sent";
        String oldest =
                "Since when the oldest part that is due should have been sent, pauses and tries included, pushes to all left out";
        gauge("huiyin.queue.parts", "", parts, queue.parts(), CHANNEL, channel);
        gauge("huiyin.queue.oldest", "seconds", oldest, queue.oldest(), CHANNEL, channel);
        return queue;
    }

    private void gauge(String name, String unit, String description, AtomicLong bits, String... tags) {
        Gauge.builder(name, bits, one -> Double.longBitsToDouble(one.get()))
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(tags)
                .register(registry);
    }
}
