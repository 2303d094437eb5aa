package io.adjourn.inspector.ingest;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.contracts.Pulled;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.inspector.Sha256;
import io.adjourn.inspector.index.Change;
import io.adjourn.inspector.index.Delivered;
import io.adjourn.inspector.index.Delivered.Reading;
import io.adjourn.inspector.index.Micros;
import io.adjourn.inspector.index.RecordPosition;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.FactIdentity;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.IsoTime;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Novelty;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a raw record: what its headers say, and which facts its body tells, by the vendor's own adapter: so that it is known whose
 * duplicate it is. Its body is not kept.
 */
final class DeliveryReader {
    /** What is made of a body while it is read may take thirty times its size; larger ones are compared, but not read here. */
    private static final int LARGE = 1 << 20;

    private final Vendors vendors;

    DeliveryReader(Vendors vendors) {
        this.vendors = vendors;
    }

    Change read(String key, RecordPosition place, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = RawHeaders.texts(record.headers());
        byte[] body = record.value() == null ? new byte[0] : record.value();
        Instant receivedAt = receivedAt(headers, record.timestamp());
        Optional<Pulled> pulled = Pulled.of(record.headers());
        String vendor = headers.getOrDefault(RawHeaders.VENDOR, "");
        Facts facts = facts(key, vendor, body, headers, receivedAt, pulled);
        String spooled = headers.get(RawHeaders.SPOOLED);
        String verifiedBy = headers.get(RawHeaders.VERIFIED_BY);
        return new Change.Came(
                key,
                new Delivered(
                        place,
                        headers.getOrDefault(RawHeaders.DELIVERY_ID, place.partition() + "-" + place.offset()),
                        headers.getOrDefault(RawHeaders.SOURCE, MeetingKey.sourceOf(key)),
                        vendor,
                        Micros.of(receivedAt),
                        record.timestamp(),
                        // Gateways that say how a delivery was verified say whether it was spooled, too.
                        spooled != null ? Boolean.TRUE : verifiedBy != null ? Boolean.FALSE : null,
                        verifiedBy,
                        pulled.map(Pulled::endpoint).orElse(null),
                        pulled.map(answer -> Micros.of(answer.askedAt())).orElse(null),
                        headers.get(RawHeaders.REPLAY_OF),
                        headers.get(RawHeaders.CONTENT_TYPE),
                        body.length,
                        facts.vendorType(),
                        facts.reading(),
                        facts.ids()),
                facts.novelties());
    }

    private static Instant receivedAt(Map<String, String> headers, long logTime) {
        String text = headers.get(RawHeaders.RECEIVED_AT);
        Instant read = text == null ? null : IsoTime.parse(text);
        return read == null ? Instant.ofEpochMilli(logTime) : read;
    }

    private record Facts(Reading reading, @Nullable String vendorType, List<Long> ids, Set<Novelty> novelties) {
        static final Facts UNREADABLE = new Facts(Reading.UNREADABLE, null, List.of(), Set.of());
        static final Facts IGNORED = new Facts(Reading.IGNORED, null, List.of(), Set.of());
    }

    private Facts facts(
            String key,
            String vendorId,
            byte[] bytes,
            Map<String, String> headers,
            Instant receivedAt,
            Optional<Pulled> pulled) {
        if (bytes.length > LARGE) {
            return new Facts(Reading.UNREAD, null, List.of(digest(bytes)), Set.of());
        }
        Optional<Vendor> vendor = vendors.byId(vendorId);
        if (vendor.isEmpty()) {
            return Facts.UNREADABLE;
        }
        var delivery = new Delivery(new Body(bytes), Headers.of(headers), receivedAt);
        try {
            return switch (reading(vendor.get(), key, delivery, pulled)) {
                case Normalization.Events(var _, var events, var novelties) -> facts(key, events, novelties);
                case Normalization.Rejected _ -> Facts.UNREADABLE;
                case Normalization.Ignored _ -> Facts.IGNORED;
            };
        } catch (RuntimeException e) {
            // A fault of an adapter costs streams a reject; here nothing but the link to what it repeats.
            return Facts.UNREADABLE;
        }
    }

    private static long digest(byte[] body) {
        return ByteBuffer.wrap(Sha256.of(body)).getLong();
    }

    private static Normalization reading(Vendor vendor, String key, Delivery delivery, Optional<Pulled> pulled) {
        return pulled.flatMap(answer -> vendor.readApi()
                        .map(api -> api.normalize(
                                answer.endpoint(), MeetingKey.of(key).session(), delivery)))
                .orElseGet(() -> vendor.normalize(delivery));
    }

    private static Facts facts(String key, List<Event> events, Set<Novelty> novelties) {
        if (events.isEmpty()) {
            return Facts.IGNORED;
        }
        return new Facts(
                Reading.FACTS,
                events.getFirst().said().vendorType(),
                events.stream()
                        .map(event ->
                                ByteBuffer.wrap(FactIdentity.of(key, event)).getLong())
                        .toList(),
                novelties);
    }
}
