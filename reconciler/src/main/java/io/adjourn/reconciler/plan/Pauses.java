package io.adjourn.reconciler.plan;

import java.time.Duration;

/**
 * Pauses that grow with each attempt, up to a fifth shorter or longer, so that what went wrong together is not asked together. The same
 * seed has the same pauses.
 *
 * @param first after the first attempt
 * @param longest of all
 */
public record Pauses(Duration first, Duration longest, long seed) {
    private static final int GROWTH = 3;
    private static final double JITTER = 0.2;

    /**
     * How long to wait.
     *
     * @param of what was tried
     * @param attempts how often, at least once
     */
    Duration after(String of, int attempts) {
        return jittered(plain(attempts), of, attempts);
    }

    /** The shortest that {@link #after} may be. */
    Duration shortest(int attempts) {
        return scaled(plain(attempts), 1 - JITTER);
    }

    /** A time up to the longest, spread evenly. */
    Duration within(Duration most, String of) {
        return scaled(most, random(of, 0));
    }

    private Duration plain(int attempts) {
        Duration pause = first;
        for (int i = 1; i < attempts && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(GROWTH);
        }
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    private Duration jittered(Duration pause, String of, int attempts) {
        return scaled(pause, 1 - JITTER + 2 * JITTER * random(of, attempts));
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }

    /** From 0 to less than 1: SplitMix64 of what it is for. */
    private double random(String of, int attempts) {
        long z = seed + 0x9E3779B97F4A7C15L * (of.hashCode() * 31L + attempts + 1);
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return ((z ^ z >>> 31) >>> 11) * 0x1.0p-53;
    }
}
