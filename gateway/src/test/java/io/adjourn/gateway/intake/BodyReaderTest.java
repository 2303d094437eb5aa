package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.intake.BodyReader.BrokenOff;
import io.adjourn.gateway.intake.BodyReader.OverLimit;
import io.adjourn.gateway.intake.BodyReader.Whole;
import io.adjourn.vendors.Headers;
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

    private final BodyReader reader = new BodyReader(Duration.ofSeconds(10));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, LIMIT})
    void shouldReadUpToTheLimit(int length) {
        byte[] bytes = new byte[length];

        assertThat(reader.read(incoming(OptionalLong.empty(), new ByteArrayInputStream(bytes)), LIMIT))
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.body().bytes()).isEqualTo(bytes));
    }

    @Test
    void shouldReadNothingWhenTheLengthIsTooLarge() {
        var untouchable = new Incoming("acme", null, Headers.NONE, OptionalLong.of(LIMIT + 1), () -> {
            throw new AssertionError("asked for the body");
        });

        assertThat(reader.read(untouchable, LIMIT)).isEqualTo(new OverLimit());
    }

    @Test
    void shouldStopReadingAtTheLimitWhenTheBodyHasNoEnd() {
        var endless = new Endless();

        assertThat(reader.read(incoming(OptionalLong.empty(), endless), LIMIT)).isEqualTo(new OverLimit());
        assertThat(endless.read).hasValueLessThan(LIMIT + 2 * 8_192);
    }

    @Test
    void shouldNotTrustALengthThatIsTooSmall() {
        assertThat(reader.read(incoming(OptionalLong.of(3), new Endless()), LIMIT))
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

        assertThat(reader.read(incoming(OptionalLong.of(3), broken), LIMIT))
                .isEqualTo(new BrokenOff("the body broke off before its end: send it again"));
    }

    @Test
    void shouldSayBrokenOffWhenTheSenderTakesTooLong() {
        var hasty = new BodyReader(Duration.ofNanos(1));

        assertThat(hasty.read(incoming(OptionalLong.empty(), new Endless()), LIMIT))
                .isEqualTo(new BrokenOff("the body took longer than 0 ms: send it again, faster"));
    }

    private static Incoming incoming(OptionalLong length, InputStream body) {
        return new Incoming("acme", null, Headers.NONE, length, () -> body);
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
