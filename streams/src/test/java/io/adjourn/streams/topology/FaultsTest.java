package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.Sources;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.plan.Rules;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault half-way, of ours or of the system. While there is one, whatever asks when a meeting closes meets it. */
class FaultsTest {
    private static final Vendor MEETSTREAM = Vendors.KNOWN.byId("meetstream").orElseThrow();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path stateDir;

    @SuppressWarnings("NullAway.Init") // set before each
    private TopologyFixture stream;

    private @Nullable RuntimeException fault;

    @BeforeEach
    void start() {
        var faulty = (Vendor) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Vendor.class}, (_, method, given) -> {
                    if (fault != null && method.getName().equals("completionRules")) {
                        throw fault;
                    }
                    return method.invoke(MEETSTREAM, given);
                });
        stream = new TopologyFixture(stateDir, new Rules(new Vendors(List.of(faulty)), Sources.NONE));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldRejectWithTheBytesAndLeaveNoMarkWhenTheFaultIsOurs() {
        stream.deliver(Bodies.joining("00"));
        var before = stream.meetings();

        fault = new IllegalStateException("a fault of ours");
        stream.deliver(Bodies.denied("02"));
        assertThat(stream.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.getReason()).isEqualTo(RejectReason.INTERNAL_ERROR);
            assertThat(rejected.getStep()).isEqualTo("fold");
            assertThat(rejected.getBody().array()).isEqualTo(Bodies.denied("02").getBytes(StandardCharsets.UTF_8));
        });
        assertThat(stream.meetings()).isEqualTo(before);
        assertThat(stream.lifecycle()).hasSize(1);

        fault = null;
        stream.deliver(Bodies.denied("02"));
        assertThat(stream.lifecycle()).hasSize(2);
        assertThat(stream.completions())
                .singleElement()
                .satisfies(record -> assertThat(record.getOutcome()).isEqualTo(Outcome.FAILED));
    }

    @Test
    void shouldGoUpWithNothingSentWhenTheFaultIsTheSystems() {
        fault = new ProcessorStateException("the store is gone");
        assertThatThrownBy(() -> stream.deliver(Bodies.joining("00"))).hasStackTraceContaining("the store is gone");
        assertThat(stream.rejected()).isEmpty();
        assertThat(stream.lifecycle()).isEmpty();
    }

    @Test
    void shouldTryADeadlineAgainAfterAnHourWhenWeStumbledOverIt() {
        stream.deliver(Bodies.stopped("40"));
        fault = new IllegalStateException("a fault of ours");
        stream.timePasses(Duration.ofMinutes(121));
        assertThat(stream.completions()).isEmpty();
        assertThat(stream.measured("adjourn.streams.deadline.faults", "vendor", "meetstream"))
                .isEqualTo(1);

        fault = null;
        stream.timePasses(Duration.ofMinutes(58));
        assertThat(stream.completions()).isEmpty();
        stream.timePasses(Duration.ofMinutes(2));
        assertThat(stream.completions())
                .singleElement()
                .satisfies(record ->
                        assertThat(record.getClosedAt()).isEqualTo(TopologyFixture.START.plus(Duration.ofHours(2))));
    }
}
