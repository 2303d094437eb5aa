package io.adjourn.abuse;

import io.adjourn.abuse.HonestLoad.Protocol;
import io.adjourn.abuse.LivenessProbe.Liveness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One flood against a gateway, with honest clients beside it and somebody who asks whether it lives.
 *
 * @param posts what honest clients send in turn
 * @param perSecond how many of them are due each second
 * @param length how long it lasts
 * @param probe how long the gateway may take to say that it lives
 */
public record Siege(List<WebhookPost> posts, int perSecond, Duration length, Duration probe) {
    private static final Duration LOOK = Duration.ofMillis(250);

    /** The attacker: here, or as a process of its own. */
    @FunctionalInterface
    public interface Attack {
        /** Attacks until it is stopped. */
        void run(Flood.Progress progress) throws IOException;
    }

    /**
     * What it came to.
     *
     * @param maxConnections the largest number of connections seen
     * @param maxInFlightBytes the largest number of bytes in flight seen
     * @param logBytesPerSecond by how much the log grew
     * @param strangers how many connections strangers opened; 0 where they are a process of their own
     */
    public record Outcome(
            Honest honest,
            Liveness liveness,
            boolean alive,
            double maxConnections,
            double maxInFlightBytes,
            long logBytesPerSecond,
            long strangers) {}

    /**
     * Attacks, and measures meanwhile.
     *
     * @throws IOException if the attacker failed
     */
    public Outcome lay(GatewayProcess gateway, Protocol protocol, Attack attack) throws IOException {
        var progress = new Flood.Progress();
        long logged = gateway.logBytes();
        long start = System.nanoTime();
        double maxConnections = 0;
        double maxInFlight = 0;
        CompletableFuture<Void> attacker = CompletableFuture.runAsync(
                () -> {
                    try {
                        attack.run(progress);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> Thread.ofPlatform().daemon().name("attacker").start(task));
        Honest honest;
        Liveness live;
        try (var prober = LivenessProbe.start(gateway.managementPort(), probe);
                var load = HonestLoad.start(gateway.port(), protocol, posts, perSecond)) {
            while (System.nanoTime() - start < length.toNanos() && gateway.isAlive() && !attacker.isDone()) {
                maxConnections = Math.max(
                        maxConnections,
                        gateway.metric("adjourn_gateway_connections").orElse(0));
                maxInFlight = Math.max(
                        maxInFlight,
                        gateway.metric("adjourn_gateway_in_flight_bytes").orElse(0));
                pause();
            }
            honest = load.finish();
            live = prober.finish();
        } finally {
            progress.stop();
        }
        long seconds = Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
        try {
            attacker.join();
        } catch (CompletionException e) {
            throw new IOException("the attacker failed", e.getCause());
        }
        return new Outcome(
                honest,
                live,
                gateway.isAlive(),
                maxConnections,
                maxInFlight,
                (gateway.logBytes() - logged) / seconds,
                progress.connections());
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
