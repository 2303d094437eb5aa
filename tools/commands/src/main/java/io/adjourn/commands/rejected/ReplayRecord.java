package io.adjourn.commands.rejected;

import io.adjourn.commands.rejected.RejectedTopic.Entry;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The raw record that a rejected delivery goes back as: its exact bytes and headers, received when it was received, and a
 * header that names the reject.
 *
 * <p>It is keyed as this version reads the body. That is the key it had, unless the fix is about the key: with the old one
 * it would be rejected for ever. Where the source or the vendor is not known, it keeps the one it had.
 */
public final class ReplayRecord {
    private ReplayRecord() {}

    /**
     * The record to send.
     *
     * @param vendors those whose bodies can be read here
     * @param raw the topic it goes to
     */
    public static ProducerRecord<String, byte[]> of(Entry entry, Vendors vendors, Topic raw) {
        RejectedDelivery delivery = entry.delivery();
        byte[] body = bytes(delivery.getBody());
        String key = key(delivery, body, vendors).orElse(entry.reject().key());
        var record = new ProducerRecord<>(raw.name(), key, body);
        for (RejectedHeader header : delivery.getHeaders()) {
            if (!header.getKey().equals(RawHeaders.REPLAY_OF)) {
                ByteBuffer value = header.getValue();
                record.headers().add(header.getKey(), value == null ? null : bytes(value));
            }
        }
        record.headers().add(RawHeaders.REPLAY_OF, entry.reject().header().getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static Optional<String> key(RejectedDelivery delivery, byte[] bytes, Vendors vendors) {
        String source = delivery.getSource();
        String name = delivery.getVendor();
        if (source == null || name == null || isErasure(delivery)) {
            return Optional.empty();
        }
        var body = new Body(bytes);
        Optional<Vendor> vendor = vendors.byId(name);
        return vendor.map(known -> known.subjectOf(body).key(source, body));
    }

    /** An operator's, which is about the meeting that it has the key of. */
    private static boolean isErasure(RejectedDelivery delivery) {
        return delivery.getHeaders().stream().anyMatch(header -> header.getKey().equals(RawHeaders.ERASE));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
