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

    NormalizeDelivery(Normalizer normalizer) {
        this.normalizer = normalizer;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Optional<Watermark> watermark = Watermark.of(record.headers());
        context()
                .forward(record.withValue(
                        watermark.<Arrival>map(Arrival.Mark::new).orElseGet(() -> delivery(record))));
    }

    private Arrival delivery(Record<String, byte[]> record) {
        var place = context().recordMetadata().orElseThrow();
        var raw = RawDelivery.of(
                record.key(),
                record.value(),
                record.headers(),
                record.timestamp(),
                place.topic(),
                place.partition(),
                place.offset());
        return new Arrival.Delivery(normalizer.read(raw));
    }
}
