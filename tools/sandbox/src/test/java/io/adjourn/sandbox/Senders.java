package io.adjourn.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Sends one delivery after the other at a steady rate, each of a meeting of its own, until closed; and keeps account. Where answers
 * do not keep up, neither does it.
 */
final class Senders implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int UNANSWERED = 64;

    private final URI webhook;
    private final LongFunction<String> body;
    private final AtomicLong next;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore unanswered = new Semaphore(UNANSWERED);
    private final Thread clock;

    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
    private final List<String> refused = new ArrayList<>();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    private Senders(URI webhook, int aSecond, long first, LongFunction<String> body) {
        this.webhook = webhook;
        this.body = body;
        this.next = new AtomicLong(first);
        long interval = Duration.ofSeconds(1).toNanos() / aSecond;
        this.clock = Thread.ofPlatform().daemon().start(() -> tick(interval));
    }

    /**
     * Begins to send.
     *
     * @param first the number of the first delivery
     * @param body that of the delivery with the number
     */
    static Senders start(URI webhook, int aSecond, long first, LongFunction<String> body) {
        return new Senders(webhook, aSecond, first, body);
    }

    /** The numbers of those that were answered 202. */
    Set<Long> accepted() {
        return accepted;
    }

    /** What else was answered. */
    List<String> refused() {
        synchronized (refused) {
            return List.copyOf(refused);
        }
    }

    /** The number of the next delivery. */
    long next() {
        return next.get();
    }

    /** How long the slowest of a hundred took. */
    Duration percentile99() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return Duration.ofNanos(sorted[(int) (sorted.length * 0.99)]);
    }

    /** Stops sending, and waits for the answers. */
    @Override
    public void close() {
        stopping.set(true);
        try {
            clock.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requests.close();
    }

    private void tick(long interval) {
        long due = System.nanoTime();
        while (!stopping.get()) {
            unanswered.acquireUninterruptibly();
            long number = next.getAndIncrement();
            requests.execute(() -> send(number));
            due += interval;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void send(long number) {
        long start = System.nanoTime();
        try {
            var request = HttpRequest.newBuilder(webhook)
                    .timeout(TIMEOUT)
                    .POST(BodyPublishers.ofString(body.apply(number)))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            nanos.add(System.nanoTime() - start);
            if (answer.statusCode() == 202) {
                accepted.add(number);
            } else {
                synchronized (refused) {
                    refused.add(answer.statusCode() + " " + answer.body());
                }
            }
        } catch (IOException e) {
            // No answer, no promise.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unanswered.release();
        }
    }
}
