package io.adjourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test as a team writes it whose program must be ready for meetings that are late, sent twice and deleted. */
class MeetingTableIT {
    @RegisterExtension
    static final Sandbox ADJOURN = new Sandbox();

    @Test
    void shouldKnowTheTruthOfMeetingsThatAreLateOrDeleted() throws InterruptedException {
        String late = ADJOURN.play("meetstream", "late-transcript").key();
        String deleted = ADJOURN.play("meetstream", "deletion").key();

        assertThat(table(Map.of(late, 2, deleted, 2)))
                .containsEntry(late, Outcome.COMPLETE)
                .containsEntry(deleted, Outcome.DELETED);
    }

    /** Stands for the program that is tested: reads until it has seen that revision of each meeting. */
    private static Map<String, Outcome> table(Map<String, Integer> revisions) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", ADJOURN.bootstrapServers(),
                "group.id", "my-team",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
                "value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer",
                "schema.registry.url", ADJOURN.registryUrl(),
                "specific.avro.reader", true);
        var table = new HashMap<String, Outcome>();
        var waitingFor = new HashMap<>(revisions);
        Instant giveUp = Instant.now().plus(Duration.ofMinutes(3));
        try (var consumer = new KafkaConsumer<String, MeetingCompletion>(settings)) {
            consumer.subscribe(List.of("meetings.completions.v1"));
            while (!waitingFor.isEmpty() && Instant.now().isBefore(giveUp)) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> {
                    table.put(record.key(), record.value().getOutcome());
                    waitingFor.remove(record.key(), record.value().getRevision());
                });
            }
        }
        return table;
    }
}
