package io.adjourn.sinks;

import io.adjourn.testing.Room;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.SINKS.mustKnowOnlyWhatIsBelow();
    }
}
