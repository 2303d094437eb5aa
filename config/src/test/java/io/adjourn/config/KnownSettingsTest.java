package io.adjourn.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTest {
    private record Machine(Size threads, Duration shutdownGrace, Publish publish) {

        private record Publish(Duration timeout) {}
    }

    /** A value, however it is written. */
    private record Size(int number) {}

    private final KnownSettings settings = KnownSettings.of("machine", Machine.class);

    @Test
    void shouldNameTheKeysOfARecordAndOfTheRecordsInIt() {
        assertThat(settings.keys()).containsExactly("publish.timeout", "shutdown-grace", "threads");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine.threads",
                "machine.shutdown-grace",
                "machine.shutdownGrace",
                "machine.publish.timeout",
                "MACHINE_SHUTDOWN_GRACE",
                "MACHINE_PUBLISH_TIMEOUT"
            })
    void shouldHaveNothingAgainstWhatIsKnownInAnySpelling(String name) {
        assertThat(settings.complaint(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"machinery.threads", "OTHER_MACHINE_THREADS", "MACHINE", "PATH", "machine"})
    void shouldNotLookAtWhatIsNotUnderItsPrefix(String name) {
        assertThat(settings.complaint(name)).isEmpty();
    }

    @Test
    void shouldNameTheNearestAsItWasWritten() {
        assertThat(settings.complaint("machine.thraeds"))
                .hasValue("machine.thraeds is unknown; did you mean machine.threads?");
        assertThat(settings.complaint("MACHINE_SHUTDOWN_GRACES"))
                .hasValue("MACHINE_SHUTDOWN_GRACES is unknown; did you mean MACHINE_SHUTDOWN_GRACE?");
    }

    @Test
    void shouldNameAllWhenNothingIsNear() {
        assertThat(new KnownSettings("machine", List.of("threads", "publish.timeout"))
                        .complaint("MACHINE_COLOUR_OF_IT"))
                .hasValue("MACHINE_COLOUR_OF_IT is unknown; remove it; known are MACHINE_PUBLISH_TIMEOUT,"
                        + " MACHINE_THREADS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MACHINE_SERVICE_HOST",
                "MACHINE_SERVICE_PORT",
                "MACHINE_SERVICE_PORT_HTTP",
                "MACHINE_PORT",
                "MACHINE_PORT_8080_TCP",
                "MACHINE_PORT_8080_TCP_ADDR",
                "MACHINE_METRICS_SERVICE_HOST"
            })
    void shouldOverlookWhatKubernetesSetsForAServiceOfTheSameName(String name) {
        assertThat(settings.complaint(name)).isEmpty();
    }
}
