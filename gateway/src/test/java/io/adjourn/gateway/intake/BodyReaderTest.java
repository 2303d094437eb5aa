package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.ByteSize;
import io.adjourn.gateway.intake.BodyReader.CapacityExceeded;
import io.adjourn.gateway.intake.BodyReader.OverLimit;
import io.adjourn.gateway.intake.BodyReader.Truncated;
import io.adjourn.gateway.intake.BodyReader.Whole;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.vendors.Headers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    private static final int LIMIT = 20_000;
    private static final ClientAddress CLIENT = new ClientAddress(1);

    private final InFlight inFlight = new InFlight(
            new GatewaySettings.InFlight(new ByteSize(40 * 1024 * 1024), 100),
            new GatewaySettings.Body(Duration.ofSeconds(60), new ByteSize(1024), Duration.ofSeconds(5)),
            new SimpleMeterRegistry());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, LIMIT})
    void shouldReadUpToTheLimit(int length) throws Exception {
        byte[] bytes = new byte[length];

        assertThat(read(incoming(OptionalLong.empty(), new ByteArrayInputStream(bytes)), LIMIT))
                .isInstanceOfSatisfying(
                        Whole.class,
                        whole -> assertThat(whole.assemble().bytes()).isEqualTo(bytes));
    }

    @Test
    void shouldReadNothingWhenTheLengthIsTooLarge() throws Exception {
        var untouchable =
                new WebhookRequest("POST", "acme", null, Headers.NONE, CLIENT, OptionalLong.of(LIMIT + 1), () -> {
                    throw new AssertionError("asked for the body");
                });

        assertThat(read(untouchable, LIMIT)).isEqualTo(new OverLimit());
    }

    @Test
    void shouldStopReadingAtTheLimitWhenTheBodyHasNoEnd() throws Exception {
        var endless = new Endless();

        assertThat(read(incoming(OptionalLong.empty(), endless), LIMIT)).isEqualTo(new OverLimit());
        assertThat(endless.read).hasValueLessThan(LIMIT + 2 * 8_192);
    }

    @Test
    void shouldNotTrustALengthThatIsTooSmall() throws Exception {
        assertThat(read(incoming(OptionalLong.of(3), new Endless()), LIMIT)).isEqualTo(new OverLimit());
    }

    @Test
    void shouldSayBrokenOffWhenTheConnectionBreaks() throws Exception {
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

        assertThat(read(incoming(OptionalLong.of(3), broken), LIMIT))
                .isEqualTo(new Truncated("the body ended too early: send it again"));
    }

    @Test
    void shouldTakeRoomForNoMoreThanAChunkBeforeAnythingArrives() throws Exception {
        try (InFlight.Share mine =
                inFlight.enter(CLIENT, false, OptionalLong.empty()).orElseThrow()) {
            var few = incoming(OptionalLong.of(LIMIT), new ByteArrayInputStream(new byte[10]));

            BodyReader.read(few, LIMIT, mine);

            assertThat(inFlight.bytes()).isEqualTo(8_192);
        }
        assertThat(inFlight.bytes()).isZero();
    }

    @Test
    void shouldTakeRoomForNoMoreThanAShortBodyHas() throws Exception {
        try (InFlight.Share mine =
                inFlight.enter(CLIENT, false, OptionalLong.empty()).orElseThrow()) {
            BodyReader.read(incoming(OptionalLong.of(10), new ByteArrayInputStream(new byte[10])), LIMIT, mine);

            assertThat(inFlight.bytes()).isEqualTo(10);
        }
    }

    @Test
    void shouldStopWhenOthersNeedTheRoom() throws Exception {
        int most = 17 * 1024 * 1024;
        try (InFlight.Share others =
                inFlight.enter(CLIENT, false, OptionalLong.empty()).orElseThrow()) {
            others.grow(most - 10_000);
            others.complete();

            var endless = new Endless();

            assertThat(read(incoming(OptionalLong.empty(), endless), most)).isEqualTo(new CapacityExceeded());
            assertThat(endless.read).hasValueLessThan(10_000);
        }
    }

    @Test
    void shouldSayBrokenOffWhenTheSenderIsTooSlow() throws Exception {
        var nanoTime = new AtomicLong();
        var impatient = new InFlight(
                new GatewaySettings.InFlight(new ByteSize(40 * 1024 * 1024), 100),
                new GatewaySettings.Body(Duration.ofSeconds(60), new ByteSize(1024), Duration.ofSeconds(5)),
                Duration.ofMillis(200),
                nanoTime::get,
                new SimpleMeterRegistry());
        var silent = new InputStream() {
            @Override
            public int read() throws IOException {
                nanoTime.addAndGet(Duration.ofSeconds(6).toNanos());
                impatient.endTooSlow();
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                throw new InterruptedIOException(); // as the server's streams do
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return read();
            }
        };
        try (InFlight.Share mine =
                impatient.enter(CLIENT, false, OptionalLong.empty()).orElseThrow()) {
            assertThat(BodyReader.read(incoming(OptionalLong.of(3), silent), LIMIT, mine))
                    .isEqualTo(new Truncated("the body arrived too slowly: send it again, faster"));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    private BodyReader.Reading read(WebhookRequest incoming, int maxBytes) throws InterruptedException {
        try (InFlight.Share share =
                inFlight.enter(CLIENT, false, OptionalLong.empty()).orElseThrow()) {
            return BodyReader.read(incoming, maxBytes, share);
        }
    }

    private static WebhookRequest incoming(OptionalLong length, InputStream body) {
        return new WebhookRequest("POST", "acme", null, Headers.NONE, CLIENT, length, () -> body);
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
