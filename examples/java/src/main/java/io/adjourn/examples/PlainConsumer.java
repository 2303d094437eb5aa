package io.adjourn.examples;

import java.time.Duration;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;

/** Keeps a table of meetings, with Kafka's plain consumer. */
public final class PlainConsumer {
    private PlainConsumer() {}

    /** Runs until it is interrupted or terminated. */
    public static void main(String[] args) {
        var settings = new HashMap<>(Settings.consumer());
        settings.put("group.id", Settings.group());
        settings.put("enable.auto.commit", false);
        var table = new MeetingTable();
        try (var consumer = new KafkaConsumer<String, Object>(settings)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, main)));
            consumer.subscribe(Settings.topics());
            while (true) {
                poll(consumer, table);
            }
        } catch (WakeupException e) {
            MeetingTable.print("stopped");
        }
    }

    private static void poll(KafkaConsumer<String, Object> consumer, MeetingTable table) {
        try {
            for (ConsumerRecord<String, Object> record : consumer.poll(Duration.ofSeconds(1))) {
                table.take(record.key(), record.value());
            }
            // Only now: what was read and not committed is read again after a restart.
            consumer.commitSync();
        } catch (RecordDeserializationException e) {
            if (Failures.isRegistryAway(e)) {
                // The consumer's position has not moved: the next poll tries this record again.
                MeetingTable.print("wait", Failures.reason(e));
            } else {
                MeetingTable.print("skip", e.topicPartition() + "@" + e.offset(), Failures.reason(e));
                consumer.seek(e.topicPartition(), e.offset() + 1);
            }
        }
    }

    private static void stop(KafkaConsumer<String, Object> consumer, Thread main) {
        consumer.wakeup();
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
