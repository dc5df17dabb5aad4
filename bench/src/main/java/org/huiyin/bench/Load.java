package org.huiyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Posts requests that were made beforehand over many connections, and notes how long each answer took. One event loop, no HTTP client. */
final class Load implements AutoCloseable {
    private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client =
            vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(10_000));
    private final int port;
    private final int connections;

    Load(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /**
     * What was measured.
     *
     * @param perSecond answers of 200 a second
     * @param failures answers of another status
     */
    record Measured(double perSecond, long answered, long failures, Latencies latencies) {}

    /** How long answers took. */
    static final class Latencies {
        private final long[] nanos;

        private Latencies(long[] nanos) {
            this.nanos = nanos.clone();
            Arrays.sort(this.nanos);
        }

        /** In milliseconds: at most so long took {@code p} percent. */
        double percentile(double p) {
            return nanos.length == 0
                    ? 0
                    : nanos[(int) Math.min(nanos.length - 1L, Math.round(p / 100 * nanos.length))] / 1e6;
        }
    }

    /** Each connection sends its next request as soon as the last one is answered, for so many seconds or until all are sent. */
    Measured closed(List<Buffer> requests, double seconds) throws Exception {
        return run(requests, 0, seconds);
    }

    /** Requests are due at a steady rate, whatever the answers; the time counts from when one was due (no coordinated omission). */
    Measured open(List<Buffer> requests, double perSecond) throws Exception {
        return run(requests, perSecond, Double.MAX_VALUE);
    }

    private Measured run(List<Buffer> requests, double perSecond, double seconds) throws Exception {
        CompletableFuture<Measured> done = new CompletableFuture<>();
        vertx.runOnContext(now -> new Shooting(requests, perSecond, seconds, done).connect());
        return done.get(10, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        vertx.close();
    }

    /** One measurement; lives on one event loop. */
    private final class Shooting {
        private final List<Buffer> requests;
        private final double perSecond;
        private final double seconds;
        private final CompletableFuture<Measured> done;
        private final Deque<Gun> idle = new ArrayDeque<>();
        private final long[] latencies;
        private long began;
        private int connected;
        private int next;
        private int answered;
        private long failures;

        Shooting(List<Buffer> requests, double perSecond, double seconds, CompletableFuture<Measured> done) {
            this.requests = requests;
            this.perSecond = perSecond;
            this.seconds = seconds;
            this.done = done;
            this.latencies = new long[requests.size()];
        }

        void connect() {
            for (int i = 0; i < connections; i++) {
                client.connect(port, "127.0.0.1").onComplete(socket -> {
                    if (socket.failed()) {
                        done.completeExceptionally(socket.cause());
                        return;
                    }
                    idle.add(new Gun(socket.result()));
                    if (++connected == connections) {
                        began = System.nanoTime();
                        shoot();
                    }
                });
            }
        }

        private boolean over() {
            return next == requests.size() || (System.nanoTime() - began) / 1e9 > seconds;
        }

        private long due(int index) {
            return perSecond == 0 ? System.nanoTime() : began + (long) (index / perSecond * 1e9);
        }

        private void shoot() {
            while (!over() && !idle.isEmpty()) {
                long due = due(next);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)), timer -> shoot());
                    return;
                }
                idle.pollFirst().send(requests.get(next++), due);
            }
        }

        void answered(Gun gun, long due, boolean good) {
            latencies[answered++] = System.nanoTime() - due;
            failures += good ? 0 : 1;
            idle.addLast(gun);
            if (over() && answered == next) {
                double took = (System.nanoTime() - began) / 1e9;
                idle.forEach(Gun::end);
                done.complete(new Measured(
                        (answered - failures) / took,
                        answered,
                        failures,
                        new Latencies(Arrays.copyOf(latencies, answered))));
            } else {
                shoot();
            }
        }

        /** One connection: a request, its answer, the next. */
        private final class Gun {
            private final NetSocket socket;
            private Buffer seen = Buffer.buffer();
            private long due;

            Gun(NetSocket socket) {
                this.socket = socket;
                socket.handler(this::read);
                socket.closeHandler(closed -> {
                    if (!over() || answered < next) {
                        done.completeExceptionally(new IllegalStateException("the service closed a connection"));
                    }
                });
            }

            void send(Buffer request, long dueAt) {
                due = dueAt;
                socket.write(request);
            }

            void end() {
                socket.close();
            }

            private void read(Buffer bytes) {
                seen = seen.length() == 0 ? bytes : seen.appendBuffer(bytes);
                int end = endOf(seen);
                if (end >= 0 && seen.length() >= end) {
                    // "HTTP/1.1 200"
                    boolean good = seen.getByte(9) == '2';
                    seen = Buffer.buffer();
                    answered(this, due, good);
                }
            }
        }

        /** Where an answer ends, or -1 while its head is not whole. Ours all name their length. */
        private static int endOf(Buffer answer) {
            byte[] bytes = answer.getBytes();
            int head = find(bytes, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), true);
            int length = find(bytes, LENGTH, false);
            if (head < 0 || length < 0) {
                return -1;
            }
            int size = 0;
            for (int i = length + LENGTH.length; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                size = size * 10 + bytes[i] - '0';
            }
            return head + 4 + size;
        }

        private static int find(byte[] bytes, byte[] wanted, boolean exact) {
            for (int i = 0; i + wanted.length <= bytes.length; i++) {
                int j = 0;
                while (j < wanted.length
                        && (bytes[i + j] == wanted[j] || (!exact && lower(bytes[i + j]) == wanted[j]))) {
                    j++;
                }
                if (j == wanted.length) {
                    return i;
                }
            }
            return -1;
        }

        private static int lower(byte b) {
            return b >= 'A' && b <= 'Z' ? b + 32 : b;
        }
    }
}
