package io.adjourn.commands;

import io.adjourn.contracts.Erasure;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Watermark;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.IsoTime;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Novelty;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What raw deliveries have that their vendors are not known to send, by vendor and place. */
final class Drift {
    private static final String NONE = "-";

    private final Vendors vendors;
    private final @Nullable String vendor;
    private final @Nullable String source;
    private final @Nullable Instant to;
    private final Map<Change, Seen> changes = new TreeMap<>();
    private long deliveries;

    /**
     * @param vendor of whose deliveries; null for all
     * @param source of which deliveries; null for all
     * @param to before which time, by Kafka's clock; null without an end
     */
    Drift(Vendors vendors, @Nullable String vendor, @Nullable String source, @Nullable Instant to) {
        this.vendors = vendors;
        this.vendor = vendor;
        this.source = source;
        this.to = to;
    }

    /** What is new, and where. */
    private record Change(String vendor, String kind, String path, String seen) implements Comparable<Change> {
        private static final Comparator<Change> ORDER = Comparator.comparing(Change::vendor)
                .thenComparing(Change::path)
                .thenComparing(Change::kind)
                .thenComparing(Change::seen);

        @Override
        public int compareTo(Change other) {
            return ORDER.compare(this, other);
        }
    }

    /** In how many deliveries, when, and where the first of them stands. */
    private record Seen(long count, Instant first, Instant last, String place) {
        Seen with(Seen other) {
            boolean later = other.first.isBefore(first);
            return new Seen(
                    count + other.count,
                    later ? other.first : first,
                    other.last.isAfter(last) ? other.last : last,
                    later ? other.place : place);
        }
    }

    /** Looks at a record of the raw topic. */
    void add(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = RawHeaders.texts(record.headers());
        Instant time = Instant.ofEpochMilli(record.timestamp());
        if (Watermark.marks(record.headers())
                || Erasure.marks(record.headers())
                || record.value() == null
                || (vendor != null && !vendor.equals(headers.get(RawHeaders.VENDOR)))
                || (source != null && !source.equals(headers.get(RawHeaders.SOURCE)))
                || (to != null && !time.isBefore(to))) {
            return;
        }
        deliveries++;
        String name = headers.getOrDefault(RawHeaders.VENDOR, "");
        vendors.byId(name).ifPresent(known -> {
            var seen = new Seen(1, time, time, record.partition() + "-" + record.offset());
            changesIn(known, record, headers, time)
                    .distinct()
                    .forEach(change -> changes.merge(change, seen, Seen::with));
        });
    }

    private static Stream<Change> changesIn(
            Vendor vendor, ConsumerRecord<String, byte[]> record, Map<String, String> headers, Instant time) {
        String text = headers.get(RawHeaders.RECEIVED_AT);
        Instant received = text == null ? null : IsoTime.parse(text);
        var delivery =
                new Delivery(new Body(record.value()), Headers.of(headers), Objects.requireNonNullElse(received, time));
        return switch (vendor.normalize(delivery)) {
            case Normalization.Events(var _, var _, var novelties) ->
                novelties.stream().map(novelty -> change(vendor, novelty));
            case Normalization.Rejected(var reason, var _) ->
                Stream.of(new Change(vendor.id(), "rejected", NONE, reason.name()));
            case Normalization.Ignored _ -> Stream.empty();
        };
    }

    private static Change change(Vendor vendor, Novelty novelty) {
        return new Change(
                vendor.id(),
                novelty.kind().toString(),
                novelty.where(),
                Objects.requireNonNullElse(novelty.word(), NONE));
    }

    /** How many deliveries it has looked at. */
    long deliveries() {
        return deliveries;
    }

    /** A line for each change, then how many there are. */
    List<String> lines() {
        var rows = new ArrayList<List<String>>();
        changes.forEach((change, seen) -> rows.add(List.of(
                change.vendor(),
                change.kind(),
                change.path(),
                change.seen(),
                Long.toString(seen.count()),
                seen.first().toString(),
                seen.last().toString(),
                seen.place())));
        var lines = new ArrayList<>(Columns.of(rows));
        lines.add(
                changes.isEmpty()
                        ? "no drift in " + deliveries + " deliveries"
                        : changes.size() + (changes.size() == 1 ? " change in " : " changes in ") + deliveries
                                + " deliveries");
        return lines;
    }
}
