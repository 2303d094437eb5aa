package io.adjourn.contracts;

import io.adjourn.testing.Room;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.CONTRACTS.mustKnowOnlyWhatIsBelow();
    }
}
