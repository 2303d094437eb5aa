package io.adjourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.Source.Verification;
import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Proof PROOF = new Proof() {
        @Override
        public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
            return Map.of("x-proof", sentAt.toString());
        }

        @Override
        public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
            return Map.of("x-proof", "mistaken");
        }

        @Override
        public boolean coversBody() {
            return true;
        }

        @Override
        public boolean signsEachAttempt() {
            return true;
        }
    };
    private static final Act ACT = Act.atOnce(IntStream.range(0, 100)
            .mapToObj(i -> Message.posted("message " + i, PROOF, body("{\"n\": " + i + "}")))
            .toList());

    @Test
    void shouldSendEachOnceInOrderWhenThereIsNone() {
        assertThat(sent(FaultInjection.NONE)).hasSize(100).startsWith("{\"n\": 0}", "{\"n\": 1}");
    }

    @Test
    void shouldSignEachAttemptAnewWhenTheVendorDoes() {
        List<SimulatedRequest> requests = requests(new FaultInjection(2, false, 0, 0));
        assertThat(requests).hasSize(300);
        assertThat(requests.subList(0, 3))
                .extracting(SimulatedRequest::proof)
                .containsExactly(
                        Map.of("x-proof", "2026-03-01T12:00:00Z"),
                        Map.of("x-proof", "2026-03-01T12:00:01Z"),
                        Map.of("x-proof", "2026-03-01T12:00:02Z"));
    }

    @Test
    void shouldSendTheBodyOfEachAttemptAndTheLastOneAgain() {
        var message = new Message("changing", "PUT", PROOF, List.of(body("first"), body("second")));
        var act = Act.atOnce(List.of(message));
        var requests = new FaultInjection(2, false, 0, 0)
                .upon(act, TestTargets.of(Verification.SIGNATURE), NOW, new Random(42));
        assertThat(requests).extracting(SimulatedRequest::method).containsOnly("PUT");
        assertThat(requests)
                .extracting(request -> new String(request.body().bytes(), StandardCharsets.UTF_8))
                .containsExactly("first", "second", "second");
    }

    @Test
    void shouldSendTheSameInAnotherOrderWhenShuffling() {
        List<String> shuffled = sent(new FaultInjection(0, true, 0, 0));
        assertThat(shuffled)
                .containsExactlyInAnyOrderElementsOf(sent(FaultInjection.NONE))
                .isNotEqualTo(sent(FaultInjection.NONE));
    }

    @Test
    void shouldLoseWhatIsDropped() {
        assertThat(sent(new FaultInjection(3, false, 1, 0))).isEmpty();
        assertThat(sent(new FaultInjection(0, false, 0.5, 0))).hasSizeBetween(30, 70);
    }

    @Test
    void shouldAddForgeriesOfEveryKindWhenForging() {
        List<SimulatedRequest> requests = requests(new FaultInjection(0, true, 0, 1));
        assertThat(requests.stream().filter(SimulatedRequest::forged)).hasSize(100);
        assertThat(requests.stream().filter(request -> !request.forged())).hasSize(100);
    }

    @Test
    void shouldDoTheSameWhenTheSeedIsTheSame() {
        var mischief = new FaultInjection(0.5, true, 0.1, 0.5);
        assertThat(sent(mischief)).isEqualTo(sent(mischief));
    }

    private static Body body(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> sent(FaultInjection mischief) {
        return requests(mischief).stream()
                .map(request -> new String(request.body().bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<SimulatedRequest> requests(FaultInjection mischief) {
        return mischief.upon(ACT, TestTargets.of(Verification.SIGNATURE), NOW, new Random(42));
    }
}
