package io.adjourn.gateway;

import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.gateway.publish.PublishResult;
import io.adjourn.gateway.publish.Publisher;
import io.adjourn.gateway.publish.RawRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Keeps what it is given, and answers what the test wants. */
public final class MemoryPublisher implements Publisher {
    private final List<RawRecord> records = new CopyOnWriteArrayList<>();
    private volatile Supplier<PublishResult> answer = PublishResult.Stored::new;

    @Override
    public CompletableFuture<PublishResult> publish(RawRecord rawRecord, OnKafkaUnavailable onKafkaUnavailable) {
        records.add(rawRecord);
        return CompletableFuture.completedFuture(answer.get());
    }

    public List<RawRecord> records() {
        return List.copyOf(records);
    }

    public RawRecord onlyRecord() {
        if (records.size() != 1) {
            throw new AssertionError("expected one record, there are " + records.size());
        }
        return records.getFirst();
    }

    public void reset() {
        records.clear();
        answer = PublishResult.Stored::new;
    }

    public void answerWith(Supplier<PublishResult> wanted) {
        this.answer = wanted;
    }
}
