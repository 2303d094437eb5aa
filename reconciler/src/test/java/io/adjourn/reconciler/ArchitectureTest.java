package io.adjourn.reconciler;

import io.adjourn.testing.Room;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.RECONCILER.mustKnowOnlyWhatIsBelow();
    }

    @Test
    void shouldPlanWithoutReachingOutside() {
        Room.mustBePure(List.of("io.adjourn.reconciler.plan.."));
    }

    @Test
    void shouldHavePackagesWithoutCycles() {
        Room.packagesMustHaveNoCycles("io.adjourn.reconciler");
    }
}
