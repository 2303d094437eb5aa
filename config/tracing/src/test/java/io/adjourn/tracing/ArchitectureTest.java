package io.adjourn.tracing;

import io.adjourn.testing.Room;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.TRACING.mustKnowOnlyWhatIsBelow();
    }
}
