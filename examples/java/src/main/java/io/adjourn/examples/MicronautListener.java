package io.adjourn.examples;

import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetReset;
import io.micronaut.configuration.kafka.annotation.OffsetStrategy;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerException;
import io.micronaut.configuration.kafka.exceptions.KafkaListenerExceptionHandler;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.errors.RecordDeserializationException;

/** Keeps a table of meetings, with a listener of Micronaut. */
@KafkaListener(
        groupId = "${example.group}",
        offsetReset = OffsetReset.EARLIEST,
        offsetStrategy = OffsetStrategy.SYNC,
        isolation = IsolationLevel.READ_COMMITTED)
public class MicronautListener implements KafkaListenerExceptionHandler {
    private final MeetingTable table = new MeetingTable();

    /** A whole record: with a value alone as parameter, records whose value is null do not get here. */
    @Topic("${example.topics}")
    void receive(ConsumerRecord<String, Object> record) {
        table.take(record.key(), record.value());
    }

    /** Micronaut's own handler would skip every record while the registry is away. */
    @Override
    public void handle(KafkaListenerException failure) {
        if (!(failure.getCause() instanceof RecordDeserializationException unread)) {
            throw failure;
        }
        if (Failures.isRegistryAway(unread)) {
            // The consumer's position has not moved: the next poll tries this record again.
            MeetingTable.print("wait", Failures.reason(unread));
        } else {
            MeetingTable.print("skip", unread.topicPartition() + "@" + unread.offset(), Failures.reason(unread));
            failure.getKafkaConsumer().seek(unread.topicPartition(), unread.offset() + 1);
        }
    }

    /** Runs until it is interrupted or terminated. */
    public static void main(String[] args) {
        var settings = new HashMap<String, Object>();
        settings.put("example.group", Settings.group());
        settings.put("example.topics", Settings.topics());
        // In a project of yours these are in application.yml.
        for (Map.Entry<String, Object> setting : Settings.consumer().entrySet()) {
            settings.put("kafka.consumers.default." + setting.getKey(), setting.getValue());
        }
        settings.put("kafka.bootstrap.servers", Settings.consumer().get("bootstrap.servers"));
        ApplicationContext.builder().propertySources().properties(settings).start();
    }
}
