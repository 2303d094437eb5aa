package io.adjourn.inspector;

import io.adjourn.testing.Room;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.INSPECTOR.mustKnowOnlyWhatIsBelow();
    }
}
