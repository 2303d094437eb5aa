package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TraceparentTest {
    private static final Random RANDOM = new Random(1);

    @RepeatedTest(10)
    void shouldBeOfTheFormTheStandardWants() {
        assertThat(Traceparent.start(RANDOM)).matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01");
    }

    @Test
    void shouldBeAnotherEachTime() {
        assertThat(Traceparent.start(RANDOM)).isNotEqualTo(Traceparent.start(RANDOM));
    }
}
