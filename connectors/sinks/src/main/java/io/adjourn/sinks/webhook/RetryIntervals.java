package io.adjourn.sinks.webhook;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.config.ConfigException;

/** How long to wait after each failure; none is left after the last. */
record RetryIntervals(List<Duration> all) {
    private static final double SPREAD = 0.2;
    private static final Duration LONGEST = Duration.ofHours(24);

    RetryIntervals {
        all = List.copyOf(all);
    }

    static RetryIntervals of(String name, List<String> texts) {
        try {
            return new RetryIntervals(texts.stream().map(Duration::parse).toList());
        } catch (DateTimeParseException e) {
            throw new ConfigException(name, texts, "use durations of ISO 8601, such as PT5S,PT5M,PT2H");
        }
    }

    /**
     * The pause after a message has failed so often, spread a little so that not all come back at once.
     *
     * @param asked what the endpoint asked for; it may get more, but not more than a day
     */
    Optional<Duration> after(int failures, Duration asked) {
        if (failures > all.size()) {
            return Optional.empty();
        }
        long millis = all.get(failures - 1).toMillis();
        long spread = (long) (millis * (1 + SPREAD * ThreadLocalRandom.current().nextDouble()));
        Duration wanted = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        return Optional.of(Duration.ofMillis(Math.max(spread, wanted.toMillis())));
    }
}
