package io.adjourn.commands.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.TopicLog;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class StateChangelogTest {
    @Test
    void shouldLookWhereKafkasProducerPutsTheKey() {
        IntStream.range(0, 1_000)
                .mapToObj(i -> "acme/bot-é-" + i)
                .forEach(key -> assertThat(TopicLog.partitionOf(key, 12))
                        .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), 12)));
    }

    @Test
    void shouldTellSchemasFromMeetings() {
        assertThat(StateBytes.isSchema("schema-0123456789abcdef")).isTrue();
        assertThat(StateBytes.isSchema("schema-of-acme/16")).isFalse();
        assertThat(StateBytes.isSchema("acme/16")).isFalse();
    }
}
