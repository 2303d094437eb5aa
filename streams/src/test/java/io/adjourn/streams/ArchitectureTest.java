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
        // What is planned is written as Kafka's headers and, where something is wrong with a delivery, logged.
        Room.mustBePure(
                List.of("io.adjourn.streams.plan..", "io.adjourn.streams.encode.."),
                "org.apache.kafka.common.header.",
                "org.apache.kafka.common.record.",
                "org.slf4j.");
    }

    @Test
    void shouldHavePackagesWithoutCycles() {
        Room.packagesMustHaveNoCycles("io.adjourn.streams");
    }
}
