package consumer;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints the given number of completions, then exits. Arguments: bootstrap servers, registry, how many. */
public final class PrintCompletions {
    public static void main(String[] arguments) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", arguments[0],
                "group.id", "consumer",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        RecordDeserializer<MeetingCompletion> values =
                new RecordDeserializer<>(arguments[1], MeetingCompletion.class);
        int expected = Integer.parseInt(arguments[2]);
        try (KafkaConsumer<String, MeetingCompletion> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            consumer.subscribe(List.of(MeetingTopics.COMPLETIONS));
            while (expected > 0) {
                for (ConsumerRecord<String, MeetingCompletion> record : consumer.poll(Duration.ofSeconds(1))) {
                    print(record.key(), record.value());
                    expected--;
                }
            }
        }
    }

    private static void print(String meeting, MeetingCompletion completion) {
        System.out.println(
                completion == null
                        ? meeting + " deleted"
                        : meeting + " " + completion.getEpoch() + "." + completion.getRevision() + " "
                                + completion.getOutcome() + " " + completion.getClosedAt() + " "
                                + completion.getParticipants() + " " + completion.getChanged());
    }
}
