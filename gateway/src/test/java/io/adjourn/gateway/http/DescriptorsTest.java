package io.adjourn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    @AutoClose
    private final LogRecorder log = new LogRecorder();

    @Test
    void shouldTakeAllConnectionsThatWereAskedForWhenThereAreDescriptorsEnough() {
        assertThat(Descriptors.limit(4096, 1 << 20, 100)).isEqualTo(4096);
        assertThat(Descriptors.limit(4096, 4096 + 100 + Descriptors.KEPT_BACK, 100))
                .isEqualTo(4096);
        assertThat(Descriptors.limit(4096, -1, 100)).as("no limit").isEqualTo(4096);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void shouldTakeFewerAndSaySoWhenThereAreNot() {
        assertThat(Descriptors.limit(4096, 1024, 100)).isEqualTo(1024 - 100 - Descriptors.KEPT_BACK);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN Too few file descriptors for gateway.connections.max")
                .contains("max=4096", "descriptors=1024", "limit=876");
    }

    @Test
    void shouldAlwaysTakeOne() {
        assertThat(Descriptors.limit(4096, 100, 90)).isEqualTo(1);
    }
}
