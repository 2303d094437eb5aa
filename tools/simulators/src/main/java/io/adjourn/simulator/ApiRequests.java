package io.adjourn.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Who was asked for what, and how often: so that a budget can be held against it. Thread-safe. */
public final class ApiRequests {
    private final Map<Asked, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> aboutMeetings = new ConcurrentHashMap<>();
    private final Map<Minute, LongAdder> minutes = new ConcurrentHashMap<>();

    /**
     * What was asked.
     *
     * @param endpoint such as {@code bot} or {@code bots}; {@code unknown} where there is no such path
     * @param status of the answer
     */
    public record Asked(String vendor, String source, String endpoint, int status) {}

    /** A minute of the clock, since the epoch, at one source. */
    private record Minute(String source, long number) {}

    void count(Asked asked) {
        counts.computeIfAbsent(asked, any -> new LongAdder()).increment();
        long now = Instant.now().getEpochSecond() / Duration.ofMinutes(1).toSeconds();
        minutes.computeIfAbsent(new Minute(asked.source(), now), any -> new LongAdder())
                .increment();
    }

    void countAbout(String meeting) {
        aboutMeetings.computeIfAbsent(meeting, any -> new LongAdder()).increment();
    }

    /** How many requests were like that. */
    public long count(Predicate<Asked> like) {
        return counts.entrySet().stream()
                .filter(count -> like.test(count.getKey()))
                .mapToLong(count -> count.getValue().sum())
                .sum();
    }

    /** How many there were about one meeting, by its key. */
    public long about(String meeting) {
        LongAdder count = aboutMeetings.get(meeting);
        return count == null ? 0 : count.sum();
    }

    /** How many a source was sent in that minute of the clock in which it was sent most. */
    public long inBusiestMinute(String source) {
        return minutes.entrySet().stream()
                .filter(minute -> minute.getKey().source().equals(source))
                .mapToLong(minute -> minute.getValue().sum())
                .max()
                .orElse(0);
    }

    /** All of them, by what they asked. */
    public Map<String, Long> byEndpoint() {
        var all = new TreeMap<String, Long>();
        counts.forEach((asked, count) ->
                all.merge(asked.source() + " " + asked.endpoint() + " " + asked.status(), count.sum(), Long::sum));
        return all;
    }
}
