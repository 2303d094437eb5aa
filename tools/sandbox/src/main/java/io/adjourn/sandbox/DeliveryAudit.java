package io.adjourn.sandbox;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.Watermark;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Every delivery, counted where it went. Nothing vanishes: received = stored + refused, and
 * stored = normalized + duplicate + rejected + ignored.
 *
 * @param gateway what the gateway says became of requests, by outcome
 * @param rawRecords how many deliveries the raw topic holds
 * @param streams what streams says became of those, by outcome
 */
public record DeliveryAudit(Map<String, Long> gateway, long rawRecords, Map<String, Long> streams) {
    /** On Kafka, or on the gateway's disk and from there on Kafka. */
    private static final Set<String> STORED = Set.of("stored", "spooled");

    /** As they stand now. */
    public static DeliveryAudit of(LocalAdjourn adjourn) {
        return new DeliveryAudit(
                Metrics.of(adjourn.gatewayManagementUrl()).byTag("adjourn_gateway_deliveries", "outcome"),
                rawRecords(adjourn),
                Metrics.of(adjourn.streamsUrl()).byTag("adjourn_streams_deliveries", "outcome"));
    }

    public long received() {
        return sum(gateway);
    }

    public long stored() {
        return gateway.entrySet().stream()
                .filter(outcome -> STORED.contains(outcome.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Why requests were refused, and how many. */
    public Map<String, Long> refused() {
        return gateway.entrySet().stream()
                .filter(outcome -> !STORED.contains(outcome.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    public long refusedInAll() {
        return received() - stored();
    }

    public long processed() {
        return sum(streams);
    }

    /** What became of stored deliveries: normalized, duplicate, rejected or ignored. */
    public long processed(String outcome) {
        return streams.getOrDefault(outcome, 0L);
    }

    /**
     * Where they do not close, one line each; empty where they do.
     *
     * @param genuine how many requests were sent that had to be stored
     * @param forged how many that had to be refused
     */
    public List<String> gaps(long genuine, long forged) {
        var gaps = new ArrayList<String>();
        compare(gaps, "sent genuine", genuine, "stored", stored());
        compare(gaps, "sent forged", forged, "refused", refusedInAll());
        compare(gaps, "stored", stored(), "deliveries in " + Topics.RAW.name(), rawRecords);
        compare(gaps, "stored", stored(), "normalized, duplicate, rejected and ignored", processed());
        return gaps;
    }

    private static void compare(List<String> gaps, String one, long count, String other, long otherCount) {
        if (count != otherCount) {
            gaps.add(count + " " + one + ", but " + otherCount + " " + other);
        }
    }

    private static long rawRecords(LocalAdjourn adjourn) {
        var deliveries = new AtomicLong();
        try (var raw = TopicLog.open(adjourn.cluster(), Topics.RAW)) {
            raw.read(Instant.EPOCH, record -> {
                if (!Watermark.marks(record.headers())) {
                    deliveries.incrementAndGet();
                }
            });
        }
        return deliveries.get();
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
