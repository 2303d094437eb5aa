package io.adjourn.sinks.postgres;

import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.sinks.SinkStack;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the completions topic says of each meeting in the end. */
final class LastCompletions {
    private LastCompletions() {}

    static Map<String, MeetingCompletion> of(SinkStack stack) {
        Map<String, MeetingCompletion> last = new HashMap<>();
        try (var reader = WireFormat.reader(stack.cluster().registry().client())) {
            for (ConsumerRecord<String, byte[]> record : stack.records().in(Topics.COMPLETIONS.name())) {
                if (record.value() == null) {
                    last.remove(record.key());
                } else {
                    last.put(record.key(), (MeetingCompletion) reader.deserialize(record.topic(), record.value()));
                }
            }
        }
        return last;
    }
}
