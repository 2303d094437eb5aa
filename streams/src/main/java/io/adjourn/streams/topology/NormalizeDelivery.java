package io.adjourn.streams.topology;

import io.adjourn.streams.normalize.Normalizer;
import io.adjourn.streams.normalize.RawRecord;
import io.adjourn.streams.normalize.Reading;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Reads each raw record, once. */
final class NormalizeDelivery extends ContextualProcessor<String, byte[], String, Reading> {
    private final Normalizer normalizer;

    NormalizeDelivery(Normalizer normalizer) {
        this.normalizer = normalizer;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var place = context().recordMetadata().orElseThrow();
        var raw = RawRecord.of(
                record.key(),
                record.value(),
                record.headers(),
                record.timestamp(),
                place.topic(),
                place.partition(),
                place.offset());
        context().forward(record.withValue(normalizer.read(raw)));
    }
}
