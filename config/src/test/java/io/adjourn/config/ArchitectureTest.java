package io.adjourn.config;

import io.adjourn.testing.Room;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.CONFIG.mustKnowOnlyWhatIsBelow();
    }
}
