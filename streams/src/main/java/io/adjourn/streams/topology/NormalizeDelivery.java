package io.adjourn.streams.topology;

import io.adjourn.contracts.Watermark;
import io.adjourn.streams.normalize.Normalizer;
import io.adjourn.streams.normalize.RawDelivery;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Reads each raw record, once, and tells watermarks from deliveries. */
final class NormalizeDelivery extends ContextualProcessor<String, byte[], String, Arrival> {
    private final Normalizer normalizer;
    private final Spans spans;

    NormalizeDelivery(Normalizer normalizer, Spans spans) {
        this.normalizer = normalizer;
        this.spans = spans;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Optional<Watermark> watermark = Watermark.of(record.headers());
        if (watermark.isPresent()) {
            context().forward(record.withValue(new Arrival.Mark(watermark.get())));
            return;
        }
        RawDelivery raw = delivery(record);
        try (var _ = spans.processing(raw)) {
            context().forward(record.withValue(read(raw)));
        }
    }

    private Arrival read(RawDelivery raw) {
        try (var _ = spans.step("normalize")) {
            return new Arrival.Delivery(normalizer.read(raw));
        }
    }

    private RawDelivery delivery(Record<String, byte[]> record) {
        var place = context().recordMetadata().orElseThrow();
        return RawDelivery.of(
                record.key(),
                record.value(),
                record.headers(),
                record.timestamp(),
                place.topic(),
                place.partition(),
                place.offset());
    }
}
