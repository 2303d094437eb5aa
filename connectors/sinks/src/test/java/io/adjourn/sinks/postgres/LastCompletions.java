package io.adjourn.sinks.postgres;

import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.sinks.Records;
import io.adjourn.testkit.Sandbox;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the completions topic says of each meeting in the end. */
final class LastCompletions {
    private LastCompletions() {}

    static Map<String, MeetingCompletion> of(Sandbox sandbox) {
        Cluster cluster = Cluster.at(sandbox.bootstrapServers(), sandbox.registryUrl());
        Map<String, MeetingCompletion> last = new HashMap<>();
        try (var records = new Records(cluster);
                var reader = WireFormat.reader(cluster.registry().client())) {
            for (ConsumerRecord<String, byte[]> record : records.in(Topics.COMPLETIONS.name())) {
                last.put(record.key(), (MeetingCompletion) reader.deserialize(record.topic(), record.value()));
            }
        }
        return last;
    }
}
