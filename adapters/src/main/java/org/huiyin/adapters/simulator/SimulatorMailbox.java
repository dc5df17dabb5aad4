package org.huiyin.adapters.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What the simulated phones hold. Bounded, so that a demo left running for a month does not fill the memory. */
final class SimulatorMailbox {
    static final int PER_ADDRESS = 200;
    static final int ADDRESSES = 10_000;
    static final int MEDIA = 100;

    /** Beyond its bound the map forgets what was not touched for longest. */
    private static final class Bounded<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Bounded(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }

    private final Map<String, Deque<SentPart>> parts = new Bounded<>(ADDRESSES);
    private final Map<String, Buffer> media = new Bounded<>(MEDIA);
    private final List<Consumer<SentPart>> followers = new CopyOnWriteArrayList<>();

    void deliver(SentPart part) {
        synchronized (this) {
            Deque<SentPart> held = parts.computeIfAbsent(part.address(), a -> new ArrayDeque<>());
            held.addLast(part);
            if (held.size() > PER_ADDRESS) {
                held.removeFirst();
            }
        }
        followers.forEach(follower -> follower.accept(part));
    }

    synchronized List<SentPart> of(String address) {
        Deque<SentPart> held = parts.get(address);
        return held == null ? List.of() : List.copyOf(held);
    }

    synchronized List<String> addresses() {
        return List.copyOf(parts.keySet());
    }

    synchronized void keep(String reference, Buffer content) {
        media.put(reference, content);
    }

    synchronized Optional<Buffer> media(String reference) {
        return Optional.ofNullable(media.get(reference));
    }

    synchronized void clear() {
        parts.clear();
        media.clear();
    }

    Runnable follow(Consumer<SentPart> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }
}
