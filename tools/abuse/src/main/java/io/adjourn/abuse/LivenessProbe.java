package io.adjourn.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks each second over a new connection whether the gateway lives, and has no patience: as a kubelet does. */
public final class LivenessProbe implements AutoCloseable {
    private static final byte[] QUESTION =
            "GET /health/liveness HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1);

    private final int port;
    private final Duration timeout;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopping;

    private LivenessProbe(int port, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
        this.thread = Thread.ofPlatform().daemon().name("liveness").start(this::ask);
    }

    /**
     * Begins to ask.
     *
     * @param port the one for management
     * @param timeout how long connecting and the answer may take together
     */
    public static LivenessProbe start(int port, Duration timeout) {
        return new LivenessProbe(port, timeout);
    }

    /**
     * How often it was asked.
     *
     * @param missed how often there was no answer in time, or another than 200
     */
    public record Liveness(int asked, int missed) {}

    /** Asks no more, and says how it went. */
    public Liveness finish() {
        close();
        return new Liveness(asked.get(), missed.get());
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        long next = System.nanoTime();
        while (!stopping) {
            asked.incrementAndGet();
            if (!answers()) {
                missed.incrementAndGet();
            }
            next += Duration.ofSeconds(1).toNanos();
            for (long wait = next - System.nanoTime(); wait > 0 && !stopping; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private boolean answers() {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (Socket socket = Sockets.connect(Victim.GATEWAY, port, (int) timeout.toMillis())) {
            socket.getOutputStream().write(QUESTION);
            RawResponse answer = RawResponse.read(socket.getInputStream());
            return answer.status() == 200 && System.nanoTime() - deadline <= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
