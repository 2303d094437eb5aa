package io.adjourn.streams;

import io.adjourn.testing.Room;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.STREAMS.mustKnowOnlyWhatIsBelow();
    }

    @Test
    void shouldComputeWithoutReachingOutside() {
        Room.mustBePure(List.of("io.adjourn.streams.completion.."));
        // A raw record still carries its headers as Kafka does, and large bodies are read one at a time.
        Room.mustBePure(
                List.of("io.adjourn.streams.normalize.."),
                "org.apache.kafka.common.header.",
                "java.util.concurrent.Semaphore");
    }
}
