package org.huiyin.bot.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huiyin.db.recovery.Standing;

/**
 * Says how a county stands, for whoever watches it. Pure.
 *
 * @param embedded whether the database is our own, whose backups nobody else makes
 * @param zone in which times are told
 */
public record StandingWords(boolean embedded, ZoneId zone) {
    /** What a county may lose at the most. */
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** What an administrator should know; empty when all is well. */
    public List<String> notes(Standing standing) {
        List<String> notes = new ArrayList<>();
        if (!standing.registered()) {
            notes.add(
                    "the county has no register yet: every message is answered 503 until huiyin import DIR has been run");
        }
        Standing.Held held = standing.held();
        if (held != null) {
            notes.add("held since " + time(held.since()) + " after a restore: messages are taken in, nothing is sent,"
                    + " and no backup is made; huiyin release sets it free");
        } else {
            backup(standing).ifPresent(notes::add);
        }
        String note = standing.note();
        if (note != null) {
            notes.add("backup: " + note);
        }
        return notes;
    }

    private Optional<String> backup(Standing standing) {
        String failure = standing.failure();
        String why = failure == null ? "" : ": " + failure;
        Optional<Duration> age = standing.age();
        if (age.isEmpty()) {
            boolean known = embedded || failure != null;
            String what = embedded ? "embedded database without a backup" : "there is no backup yet";
            String how = failure == null ? "; set backup: in the service's file, or run huiyin backup DIR" : why;
            return known ? Optional.of(what + how) : Optional.empty();
        } else if (age.get().compareTo(OLD) > 0) {
            return Optional.of("the last backup is " + words(age.get()) + " old, of "
                    + time(standing.now().minus(age.get())) + why);
        }
        return failure == null ? Optional.empty() : Optional.of("the last backup failed" + why);
    }

    /** A time of the county's. */
    public String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /** A length for people: 7 min, 3 h 20 min, 2 d 4 h. */
    public static String words(Duration length) {
        if (length.toMinutes() < 1) {
            return length.toSeconds() + " s";
        } else if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        } else if (length.toDays() < 1) {
            return length.toHours() + " h " + length.toMinutesPart() + " min";
        }
        return length.toDays() + " d " + length.toHoursPart() + " h";
    }
}
