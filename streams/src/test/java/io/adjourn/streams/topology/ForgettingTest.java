package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.streams.Samples;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State is flat: whatever came is forgotten in its time, in every store and every changelog. */
class ForgettingTest {

    @Test
    void shouldKeepNothingOfAnythingAfterItsTime(@TempDir Path stateDir) {
        try (var stream = new TopologyFixture(stateDir)) {
            for (Vendor vendor : Vendors.KNOWN.all()) {
                for (Body body : Samples.all(vendor.id())) {
                    stream.deliver(TopologyFixture.SOURCE, vendor.id(), body, stream.now());
                }
            }
            assertThat(stream.eventsSeen()).isPositive();
            passDays(stream, 60);

            assertThat(stream.meetings()).isNotEmpty();
            assertThat(stream.meetings().values()).allMatch(Meeting::isStub).noneMatch(Meeting::isOpen);
            assertThat(stream.measured("adjourn.streams.open.meetings")).isZero();
            int meetings = stream.meetings().size();
            assertThat(stream.deadlines()).hasSize(meetings);

            passDays(stream, 400);
            stream.deliver(Bodies.streamingError());

            assertThat(stream.meetings()).isEmpty();
            assertThat(stream.deadlines()).isEmpty();
            assertThat(stream.eventsSeen()).as("the one that has just come").isEqualTo(1);
            assertThat(stream.changelogs())
                    .anyMatch(changelog -> changelog.contains(Stores.MEETINGS))
                    .anyMatch(changelog -> changelog.contains(Stores.DEADLINES))
                    .anyMatch(changelog -> changelog.contains(Stores.OPEN))
                    // A windowed store's changelog is emptied by time, not by key.
                    .filteredOn(changelog -> !changelog.contains(Stores.SEEN))
                    .allSatisfy(changelog -> assertThat(stream.compacted(changelog))
                            .as(changelog)
                            .isEmpty());
            assertThat(stream.open()).isEmpty();
        }
    }

    private static void passDays(TopologyFixture stream, int days) {
        for (int day = 0; day < days; day++) {
            stream.timePasses(Duration.ofDays(1));
        }
    }
}
