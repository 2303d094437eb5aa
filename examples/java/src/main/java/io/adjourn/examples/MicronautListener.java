package io.adjourn.examples;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetReset;
import io.micronaut.configuration.kafka.annotation.OffsetStrategy;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Keeps a table of meetings, with a listener of Micronaut. It decodes values by itself: where the consumer does it, Micronaut goes on behind
 * each record that could not be decoded, also while only the registry is away.
 */
@KafkaListener(
        groupId = "${example.group}",
        offsetReset = OffsetReset.EARLIEST,
        offsetStrategy = OffsetStrategy.SYNC,
        isolation = IsolationLevel.READ_COMMITTED)
public class MicronautListener {
    private final MeetingTable table = new MeetingTable();
    private final KafkaAvroDeserializer values = new KafkaAvroDeserializer();

    MicronautListener() {
        values.configure(Settings.consumer(), false);
    }

    /** Takes a whole record: its value may be null. */
    @Topic("${example.topics}")
    void receive(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        while (true) {
            try {
                table.take(record.key(), values.deserialize(record.topic(), record.value()));
                return;
            } catch (SerializationException e) {
                if (!Failures.isRegistryAway(e)) {
                    String place = record.topic() + "-" + record.partition() + "@" + record.offset();
                    MeetingTable.print("skip", place, Failures.reason(e));
                    return;
                }
                MeetingTable.print("wait", Failures.reason(e));
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** Runs until it is interrupted or terminated. In a project of yours, the settings are in application.yml. */
    public static void main(String[] args) {
        var settings = new HashMap<String, Object>();
        settings.put("example.group", Settings.group());
        settings.put("example.topics", Settings.topics());
        Settings.consumer().forEach((name, value) -> settings.put("kafka.consumers.default." + name, value));
        settings.put("kafka.bootstrap.servers", Settings.consumer().get("bootstrap.servers"));
        settings.put(
                "kafka.consumers.default.value.deserializer",
                "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        ApplicationContext context =
                ApplicationContext.builder().properties(settings).start();
        // Leaves the group, so that another takes over at once.
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    }
}
