package io.adjourn.commands.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TombstonedStatesTest {
    private static final Path GOLDEN = Path.of("../../streams/src/test/resources/state/MeetingState/v3");
    private static final Path SCHEMA = Path.of("../../streams/src/main/resources/state-schemas/MeetingState/v3.avsc");

    private final TombstonedStates tombstoned = new TombstonedStates();

    @Test
    void shouldKeepTheStatesOfMeetingsWhoseRecordIsGoneAndNoOthers() throws IOException {
        byte[] gone = golden("deleted");
        leaveSchema();
        take("acme/open", golden("open"));
        take("acme/closed", golden("closed"));
        take("acme/gone", golden("closed"));
        take("acme/gone", gone);
        take("acme/forgotten", gone);
        take("acme/forgotten", null);
        take("acme/damaged", new byte[] {6, 1});

        assertThat(tombstoned.states()).containsOnlyKeys("acme/gone").containsEntry("acme/gone", gone);
        assertThat(tombstoned.schemas()).hasSize(1);
    }

    private void leaveSchema() throws IOException {
        Schema schema = new Schema.Parser().parse(SCHEMA.toFile());
        take(StateBytes.keyOf(schema), SchemaNormalization.toParsingForm(schema).getBytes(UTF_8));
    }

    private void take(String key, byte @Nullable [] value) {
        tombstoned.take(new ConsumerRecord<>("changelog", 0, 0, key, value));
    }

    private static byte[] golden(String state) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve(state + ".bin"));
    }
}
