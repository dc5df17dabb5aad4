package org.huiyin.bot.http;

import java.time.Instant;
import java.util.List;
import org.huiyin.db.ticket.Trails.Carried;
import org.huiyin.db.ticket.Trails.Official;
import org.jspecify.annotations.Nullable;

/**
 * What became of the newest messages of simulated villagers, as the demo's page is told, in JSON. Times are ISO 8601 in UTC.
 *
 * @param now by the service's clock, so that a page whose clock is wrong still counts down rightly
 * @param held whether the county was restored and sends nothing yet
 */
record Trail(String now, boolean held, List<Entry> messages) {
    Trail {
        messages = List.copyOf(messages);
    }

    /** The stations of a message's way, in the order in which they are usually reached. */
    enum Station {
        ACCEPTED,
        HELD,
        ROUTED,
        DELIVERED,
        ANSWERED,
        ECHOED,
        FEEDBACK,
        CLOSED
    }

    /** How it stands at a station. */
    enum State {
        DONE,
        WAITING,
        FAILED,
        UNKNOWN,
        UNDONE
    }

    /**
     * One message.
     *
     * @param words null when they have been erased
     * @param trace by which the logs of every hop are searched for it
     */
    record Entry(
            String id,
            String at,
            String code,
            boolean confidential,
            @Nullable String words,
            @Nullable String villager,
            String channel,
            String address,
            @Nullable String trace,
            List<Step> steps) {
        Entry {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One station.
     *
     * @param at when it was reached
     * @param until when waiting ends, or should
     * @param who has it from here; null where that is the county desk or nobody in particular
     * @param detail a word of ours for what sort of it this is
     */
    record Step(
            Station station,
            State state,
            @Nullable String at,
            @Nullable String until,
            @Nullable Person who,
            @Nullable String detail) {

        static Step done(Station station, Instant at) {
            return new Step(station, State.DONE, at.toString(), null, null, null);
        }

        static Step waiting(Station station) {
            return new Step(station, State.WAITING, null, null, null, null);
        }

        Step until(Instant time) {
            return new Step(station, state, at, time.toString(), who, detail);
        }

        Step by(@Nullable Person person) {
            return new Step(station, state, at, until, person, detail);
        }

        Step as(String word) {
            return new Step(station, state, at, until, who, word);
        }
    }

    /** An official; with an address where he has a phone that can be shown. */
    record Person(
            String name,
            String unit,
            @Nullable String channel,
            @Nullable String address) {

        static Person of(Official official) {
            return new Person(official.name(), official.unit(), null, null);
        }

        static @Nullable Person at(Carried part) {
            Official to = part.to();
            return to == null ? null : new Person(to.name(), to.unit(), part.channel(), part.address());
        }
    }
}
