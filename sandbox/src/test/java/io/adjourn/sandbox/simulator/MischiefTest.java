package io.adjourn.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.sandbox.simulator.Meeting.Act;
import io.adjourn.sandbox.simulator.Meeting.Message;
import io.adjourn.sources.Source.Verification;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MischiefTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Act ACT = Act.atOnce(IntStream.range(0, 100)
            .mapToObj(
                    i -> new Message("message " + i, new Body(("{\"n\": " + i + "}").getBytes(StandardCharsets.UTF_8))))
            .toList());

    @Test
    void shouldSendEachOnceInOrderWhenThereIsNone() {
        assertThat(sent(Mischief.NONE)).hasSize(100).startsWith("{\"n\": 0}", "{\"n\": 1}");
    }

    @Test
    void shouldRepeatTheVerySameRequestWhenDuplicating() {
        List<Request> requests = requests(new Mischief(2, false, 0, 0));
        assertThat(requests).hasSize(300);
        assertThat(requests.subList(0, 3)).containsOnly(requests.getFirst());
    }

    @Test
    void shouldSendTheSameInAnotherOrderWhenShuffling() {
        List<String> shuffled = sent(new Mischief(0, true, 0, 0));
        assertThat(shuffled)
                .containsExactlyInAnyOrderElementsOf(sent(Mischief.NONE))
                .isNotEqualTo(sent(Mischief.NONE));
    }

    @Test
    void shouldLoseWhatIsDropped() {
        assertThat(sent(new Mischief(3, false, 1, 0))).isEmpty();
        assertThat(sent(new Mischief(0, false, 0.5, 0))).hasSizeBetween(30, 70);
    }

    @Test
    void shouldAddForgeriesOfEveryKindWhenForging() {
        List<Request> requests = requests(new Mischief(0, true, 0, 1));
        assertThat(requests.stream().filter(Request::forged)).hasSize(100);
        assertThat(requests.stream().filter(request -> !request.forged())).hasSize(100);
    }

    @Test
    void shouldDoTheSameWhenTheSeedIsTheSame() {
        var mischief = new Mischief(0.5, true, 0.1, 0.5);
        assertThat(sent(mischief)).isEqualTo(sent(mischief));
    }

    private static List<String> sent(Mischief mischief) {
        return requests(mischief).stream()
                .map(request -> new String(request.body().bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Request> requests(Mischief mischief) {
        return mischief.upon(ACT, TestTargets.of(Verification.SIGNATURE), NOW, new Random(42));
    }
}
