package io.adjourn.sinks.webhook;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for their turn: those of a meeting one after the other, meetings beside each other. A message that failed keeps
 * its meeting waiting and no other. Knows neither clock nor network.
 */
final class Lanes {
    /** When so many meetings in a row have failed, it is the endpoint that is away. */
    private static final int AWAY = 3;

    private static final class Lane {
        private final Deque<WebhookMessage> messages = new ArrayDeque<>();
        private int failures;
        private @Nullable WebhookMessage underWay;
        private Instant due = Instant.MIN;
    }

    private record Turn(Instant due, long number, String lane) implements Comparable<Turn> {
        private static final Comparator<Turn> ORDER =
                Comparator.comparing(Turn::due).thenComparingLong(Turn::number);

        @Override
        public int compareTo(Turn other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>();
    private final Set<String> failing = new HashSet<>();
    private long given;
    private int size;
    private int busy;

    void add(WebhookMessage message) {
        Lane lane = lanes.computeIfAbsent(message.lane(), ignored -> new Lane());
        lane.messages.add(message);
        size++;
        if (lane.messages.size() == 1) {
            queue(lane.due, message.lane());
        }
    }

    /** How many messages there are that did not arrive yet. */
    int size() {
        return size;
    }

    /** The messages whose turn it is, until so many are under way; they are under way then. */
    List<WebhookMessage> start(Instant now, int most) {
        var started = new ArrayList<WebhookMessage>();
        while (busy < most && !turns.isEmpty() && !turns.peek().due.isAfter(now)) {
            Turn turn = turns.remove();
            Lane lane = lanes.get(turn.lane);
            if (lane != null && lane.underWay == null && lane.due.equals(turn.due)) {
                WebhookMessage message = lane.messages.element();
                lane.underWay = message;
                busy++;
                started.add(message);
            }
        }
        return started;
    }

    /** When the next turn is, unless it is at once or never. */
    Optional<Instant> next(Instant now) {
        Turn turn = turns.peek();
        return turn == null || !turn.due.isAfter(now) ? Optional.empty() : Optional.of(turn.due);
    }

    /** How often the message failed that is under way. */
    int failures(WebhookMessage message) {
        Lane lane = lanes.get(message.lane());
        return lane == null ? 0 : lane.failures;
    }

    /** It arrived. If the endpoint was away, it is back: nobody waits any longer. */
    void arrived(WebhookMessage message) {
        boolean back = failing.size() >= AWAY;
        failing.clear();
        if (back) {
            lanes.forEach((key, lane) -> wake(key, lane));
        }
        leave(message);
    }

    /** It did not, and its meeting waits until then. */
    void failed(WebhookMessage message, Instant again) {
        Lane lane = under(message);
        if (lane != null) {
            failing.add(message.lane());
            lane.failures++;
            lane.underWay = null;
            busy--;
            lane.due = again;
            queue(again, message.lane());
        }
    }

    /** It never will. */
    void givenUp(WebhookMessage message) {
        leave(message);
    }

    /** What came from these partitions is somebody else's now; what becomes of it that is under way is of no interest here. */
    void forget(Collection<TopicPartition> partitions) {
        lanes.entrySet().removeIf(entry -> forget(partitions, entry.getKey(), entry.getValue()));
    }

    private boolean forget(Collection<TopicPartition> partitions, String key, Lane lane) {
        int before = lane.messages.size();
        lane.messages.removeIf(message -> partitions.contains(message.partition()));
        size -= before - lane.messages.size();
        if (lane.underWay != null && partitions.contains(lane.underWay.partition())) {
            lane.underWay = null;
            busy--;
            queue(lane.due, key);
        }
        return lane.messages.isEmpty();
    }

    private void queue(Instant due, String lane) {
        turns.add(new Turn(due, given++, lane));
    }

    private void wake(String key, Lane lane) {
        if (lane.underWay == null && !lane.due.equals(Instant.MIN)) {
            lane.due = Instant.MIN;
            queue(lane.due, key);
        }
    }

    private void leave(WebhookMessage message) {
        Lane lane = under(message);
        if (lane == null) {
            return;
        }
        lane.messages.remove();
        size--;
        busy--;
        lane.underWay = null;
        lane.failures = 0;
        lane.due = Instant.MIN;
        if (lane.messages.isEmpty()) {
            lanes.remove(message.lane());
        } else {
            queue(lane.due, message.lane());
        }
    }

    /** The message's lane, if it still is the one that is under way there. */
    private @Nullable Lane under(WebhookMessage message) {
        Lane lane = lanes.get(message.lane());
        return lane != null && lane.underWay == message ? lane : null;
    }
}
