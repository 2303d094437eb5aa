package io.adjourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every simulator promises; a new one is covered by being in the list. */
class SimulatorContractTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void shouldPlayEveryVendorThereIs() {
        assertThat(Simulators.ALL)
                .extracting(Simulator::vendor)
                .containsExactlyInAnyOrderElementsOf(
                        Vendors.KNOWN.all().stream().map(vendor -> vendor.id()).toList());
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldPlayMeetingsThatMeanARecordAndOneThatMeansNone(String vendor) {
        List<Boolean> means = performances().stream()
                .filter(performance ->
                        performance.target().source().vendor().id().equals(vendor))
                .map(performance -> performance.meeting().meant().isPresent())
                .toList();

        assertThat(means)
                .as("scripts of the simulator of %s: whether each means a record; some must, and one must not", vendor)
                .contains(true, false);
    }

    @ParameterizedTest
    @MethodSource("performances")
    void shouldBeAcceptedByTheSourcesOwnVerifier(ScenarioRun performance) {
        assertThat(messages(performance))
                .allSatisfy(message -> assertThat(verdict(
                                performance.target(), performance.target().genuine(message, 0, NOW)))
                        .isInstanceOf(Accepted.class));
    }

    @ParameterizedTest
    @MethodSource("performances")
    void shouldBeRefusedWhenForgedInAnyWay(ScenarioRun performance) {
        Target target = performance.target();
        assertThat(messages(performance)).allSatisfy(message -> {
            assertThat(target.forgeries(message))
                    .isNotEmpty()
                    .allSatisfy(forgery -> assertThat(verdict(target, target.forged(forgery, message, NOW)))
                            .isInstanceOf(Refused.class));
        });
    }

    @ParameterizedTest
    @MethodSource("meaningful")
    void shouldBeReadAsEventsOfItsOwnSessionWhenARecordIsMeant(ScenarioRun performance) {
        var vendor = performance.target().source().vendor();
        assertThat(messages(performance)).flatMap(Message::attempts).allSatisfy(body -> {
            // Some of what vendors send beside a meeting's events names no meeting.
            if (vendor.subjectOf(body) instanceof Subject.Meeting(var session)) {
                assertThat(session).isEqualTo(performance.meeting().session());
            }
            assertThat(vendor.normalize(new Delivery(body, Headers.NONE, NOW))).isInstanceOf(Events.class);
        });
        assertThat(messages(performance))
                .extracting(message -> vendor.subjectOf(message.body(0)))
                .contains(new Subject.Meeting(performance.meeting().session()));
    }

    @Test
    void shouldPlayTheSameToTheByteWhenTheSeedIsTheSame() {
        assertThat(bodies(7)).isEqualTo(bodies(7)).isNotEqualTo(bodies(8));
    }

    static Stream<String> vendors() {
        return Vendors.KNOWN.all().stream().map(vendor -> vendor.id());
    }

    static List<ScenarioRun> performances() {
        return new Scenario(7, NOW).everything(TestTargets.all(), 1);
    }

    static List<ScenarioRun> meaningful() {
        return performances().stream()
                .filter(performance -> performance.meeting().meant().isPresent())
                .toList();
    }

    private static List<String> bodies(long seed) {
        return new Scenario(seed, NOW)
                .everything(TestTargets.all(), 2).stream()
                        .flatMap(performance -> messages(performance).stream())
                        .flatMap(message -> message.attempts().stream())
                        .map(body -> new String(body.bytes(), StandardCharsets.UTF_8))
                        .toList();
    }

    private static List<Message> messages(ScenarioRun performance) {
        return performance.meeting().acts().stream()
                .flatMap(act -> act.messages().stream())
                .toList();
    }

    private static Verdict verdict(Target target, SimulatedRequest request) {
        @Nullable
        String token = Stream.of(request.url().getPath().split("/", -1))
                .skip(3)
                .findFirst()
                .orElse(null);
        var asReceived = new io.adjourn.vendors.verify.Request(Headers.of(request.proof()), token, NOW);
        return target.source().verifier().withBody(asReceived, request.body().bytes());
    }
}
