package org.huiyin.bot.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What simulated phones have said lately, so that a page that is opened again, or beside a script, shows both sides of a chat. Bounded, like
 * what the phones hold. Thread-safe.
 */
public final class SaidLog {
    private static final int PER_PHONE = 100;
    private static final int PHONES = 1_000;

    private record Phone(String channel, String address) {}

    /** Beyond its bound the map forgets the phone that was silent for longest. */
    private static final class Phones extends LinkedHashMap<Phone, Deque<PhoneSaid>> {
        private static final long serialVersionUID = 1L;

        Phones() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Phone, Deque<PhoneSaid>> eldest) {
            return size() > PHONES;
        }
    }

    private final Map<Phone, Deque<PhoneSaid>> phones = new Phones();
    private final List<Consumer<PhoneSaid>> followers = new CopyOnWriteArrayList<>();

    void add(PhoneSaid said) {
        synchronized (this) {
            Deque<PhoneSaid> held =
                    phones.computeIfAbsent(new Phone(said.channel(), said.address()), p -> new ArrayDeque<>());
            held.addLast(said);
            if (held.size() > PER_PHONE) {
                held.removeFirst();
            }
        }
        followers.forEach(follower -> follower.accept(said));
    }

    /** Oldest first. */
    synchronized List<PhoneSaid> of(String channel, String address) {
        Deque<PhoneSaid> held = phones.get(new Phone(channel, address));
        return held == null ? List.of() : List.copyOf(held);
    }

    /** Calls {@code follower} with everything that is said from now on; run the answer to end it. */
    Runnable follow(Consumer<PhoneSaid> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }
}
