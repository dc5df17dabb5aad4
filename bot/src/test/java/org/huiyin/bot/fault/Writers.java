package org.huiyin.bot.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.huiyin.adapters.tencent.TencentSender;
import org.huiyin.bot.service.Awaiting;
import org.huiyin.bot.service.Door;
import org.huiyin.bot.service.PaperCounty;

/** Villagers who all write at once, each message after the last one was answered 200, and who come again until it is, as WeChat does. */
final class Writers {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Sooner than WeChat, which comes again after 5 s, and not so soon that all the villagers together hinder the start. */
    private static final Duration AGAIN = Duration.ofMillis(250);

    private final List<Door> doors;
    private final TencentSender sender;
    private final int copies;
    private final long seed;
    private volatile Duration pace = Duration.ZERO;
    private final Map<Integer, List<String>> noted = new ConcurrentHashMap<>();
    private final AtomicInteger answers = new AtomicInteger();

    /**
     * Writers.
     *
     * @param copies how often every webhook is posted; the second and third time late, in any order, also beside others
     */
    Writers(Door door, TencentSender sender, int copies, long seed) {
        this(List.of(door), sender, copies, seed);
    }

    /** Writers who come to another of the nodes that are in {@code doors} just then with each message and each repetition. */
    Writers(List<Door> doors, TencentSender sender, int copies, long seed) {
        this.doors = doors;
        this.sender = sender;
        this.copies = copies;
        this.seed = seed;
    }

    /** What was answered 200, by villager, in the order in which he wrote it. */
    Map<Integer, List<String>> noted() {
        return noted;
    }

    /** How many webhooks were answered 200 so far, copies included. */
    int answers() {
        return answers.get();
    }

    int copies() {
        return copies;
    }

    /** Part of a text that no other message has. */
    static String token(int villager, int message) {
        return "（第" + villager + "户第" + message + "条）";
    }

    /** Lets each of the villagers write his messages numbered from {@code first}, until all are answered. */
    Future<?> write(List<Integer> villagers, int first, int messages) {
        ExecutorService each = Executors.newFixedThreadPool(villagers.size() * copies);
        List<Future<?>> all = new ArrayList<>();
        for (int villager : villagers) {
            all.add(each.submit(() -> {
                tell(each, villager, first, messages);
                return null;
            }));
        }
        ExecutorService waiting = Executors.newSingleThreadExecutor();
        Future<?> whole = waiting.submit(() -> {
            for (Future<?> one : all) {
                one.get();
            }
            each.shutdown();
            if (!each.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("copies are still under way");
            }
            return null;
        });
        waiting.shutdown();
        return whole;
    }

    private void tell(ExecutorService each, int villager, int first, int messages) throws Exception {
        Random random = new Random(seed + villager);
        List<Integer> late = new ArrayList<>();
        List<Future<?>> beside = new ArrayList<>();
        for (int message = first; message < first + messages; message++) {
            int now = message;
            TimeUnit.MILLISECONDS.sleep(pace.toMillis());
            for (int copy = 1; copy < copies; copy++) {
                late.add(message);
            }
            Collections.shuffle(late, random);
            int side = late.isEmpty() ? 0 : random.nextInt(Math.min(copies, late.size() + 1));
            for (int i = 0; i < side; i++) {
                int again = late.remove(late.size() - 1);
                // A copy of this very message may arrive first, and then it is the one that has the effect.
                beside.add(each.submit(() -> post(villager, again)));
            }
            post(villager, now);
            noted.computeIfAbsent(villager, v -> new CopyOnWriteArrayList<>()).add(token(villager, now));
        }
        for (int again : late) {
            post(villager, again);
        }
        for (Future<?> one : beside) {
            one.get();
        }
    }

    private Door nextDoor(AtomicInteger turn) {
        List<Door> open = List.copyOf(doors);
        return open.get(turn.getAndIncrement() % open.size());
    }

    /** From now on each thinks so long before his next message. */
    Writers thinking(Duration each) {
        pace = each;
        return this;
    }

    private Void post(int villager, int message) throws Exception {
        String words = "村口的路灯坏了" + token(villager, message);
        String id = Long.toString(villager * 10_000L + message);
        AtomicInteger turn = new AtomicInteger(villager + message);
        Awaiting.until(
                "200 for message " + message + " of villager " + villager,
                PATIENCE,
                AGAIN,
                () -> nextDoor(turn).accepts("wechat", sender.text(PaperCounty.openId(villager), id, words)));
        answers.incrementAndGet();
        return null;
    }
}
