package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.intake.BodyReader.BrokenOff;
import io.adjourn.gateway.intake.BodyReader.NoRoom;
import io.adjourn.gateway.intake.BodyReader.OverLimit;
import io.adjourn.gateway.intake.BodyReader.Whole;
import io.adjourn.vendors.Headers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    private static final int LIMIT = 20_000;

    private final InFlight inFlight = new InFlight(10 * LIMIT, new SimpleMeterRegistry());
    private final BodyReader reader = new BodyReader(Duration.ofSeconds(10), inFlight);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, LIMIT})
    void shouldReadUpToTheLimit(int length) {
        byte[] bytes = new byte[length];

        assertThat(reader.read(
                        incoming(OptionalLong.empty(), new ByteArrayInputStream(bytes)), LIMIT, inFlight.share()))
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.body().bytes()).isEqualTo(bytes));
    }

    @Test
    void shouldReadNothingWhenTheLengthIsTooLarge() {
        var untouchable =
                new Incoming("acme", null, Headers.NONE, new ClientAddress(1), OptionalLong.of(LIMIT + 1), () -> {
                    throw new AssertionError("asked for the body");
                });

        assertThat(reader.read(untouchable, LIMIT, inFlight.share())).isEqualTo(new OverLimit());
    }

    @Test
    void shouldStopReadingAtTheLimitWhenTheBodyHasNoEnd() {
        var endless = new Endless();

        assertThat(reader.read(incoming(OptionalLong.empty(), endless), LIMIT, inFlight.share()))
                .isEqualTo(new OverLimit());
        assertThat(endless.read).hasValueLessThan(LIMIT + 2 * 8_192);
    }

    @Test
    void shouldNotTrustALengthThatIsTooSmall() {
        assertThat(reader.read(incoming(OptionalLong.of(3), new Endless()), LIMIT, inFlight.share()))
                .isEqualTo(new OverLimit());
    }

    @Test
    void shouldSayBrokenOffWhenTheConnectionBreaks() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("test: connection reset");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return read();
            }
        };

        assertThat(reader.read(incoming(OptionalLong.of(3), broken), LIMIT, inFlight.share()))
                .isEqualTo(new BrokenOff("the body broke off before its end: send it again"));
    }

    @Test
    void shouldSayBrokenOffWhenTheSenderTakesTooLong() {
        var hasty = new BodyReader(Duration.ofNanos(1), inFlight);

        assertThat(hasty.read(incoming(OptionalLong.empty(), new Endless()), LIMIT, inFlight.share()))
                .isEqualTo(new BrokenOff("the body took longer than 0 ms: send it again, faster"));
    }

    @Test
    void shouldReadNothingWhenOthersLeaveNoRoomForIt() {
        try (var others = inFlight.share()) {
            others.grow(5 * LIMIT - 1_000);
            var untouchable =
                    new Incoming("acme", null, Headers.NONE, new ClientAddress(1), OptionalLong.of(1_001), () -> {
                        throw new AssertionError("asked for the body");
                    });

            assertThat(reader.read(untouchable, LIMIT, inFlight.share())).isEqualTo(new NoRoom());
        }
    }

    @Test
    void shouldStopReadingWhenThereIsNoMoreRoom() {
        try (var others = inFlight.share();
                var mine = inFlight.share()) {
            others.grow(5 * LIMIT - 10_000);
            var endless = new Endless();

            assertThat(reader.read(incoming(OptionalLong.empty(), endless), LIMIT, mine))
                    .isEqualTo(new NoRoom());
            assertThat(endless.read).hasValueLessThan(10_000 + 8_192);
        }
    }

    @Test
    void shouldTakeNoRoomForBytesThatAreOnlyPromised() {
        try (var mine = inFlight.share()) {
            var few = incoming(OptionalLong.of(LIMIT), new ByteArrayInputStream(new byte[10]));

            reader.read(few, LIMIT, mine);

            assertThat(inFlight.held()).isBetween(20L, 200L);
        }
        assertThat(inFlight.held()).isZero();
    }

    private static Incoming incoming(OptionalLong length, InputStream body) {
        return new Incoming("acme", null, Headers.NONE, new ClientAddress(1), length, () -> body);
    }

    /** Bytes without end. */
    private static final class Endless extends InputStream {
        private final AtomicLong read = new AtomicLong();

        @Override
        public int read() {
            read.incrementAndGet();
            return 1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            read.addAndGet(length);
            return length;
        }
    }
}
