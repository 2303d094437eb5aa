package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CsrfTest {
    private static final Viewer ADA = new Viewer("ada", Role.PRIVILEGED);
    private static final byte[] SECRET = "a secret of the installation".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void shouldTakeTheTokenOfThePageThatThisViewerGot() {
        var csrf = at(NOW);

        assertThat(csrf.isOf(csrf.token(ADA), ADA)).isTrue();
        assertThat(csrf.isOf(csrf.token(ADA), new Viewer("grace", Role.PRIVILEGED)))
                .isFalse();
        assertThat(csrf.isOf("", ADA)).isFalse();
        assertThat(csrf.isOf("ä\u0000", ADA)).isFalse();
    }

    @Test
    void shouldTakeTheTokenOfAnotherProcessWithTheSameSecretAndNoOther() {
        assertThat(at(NOW).isOf(at(NOW).token(ADA), ADA)).isTrue();
        assertThat(at(NOW).isOf(new Csrf("another".getBytes(UTF_8), Clock.fixed(NOW, ZoneOffset.UTC)).token(ADA), ADA))
                .isFalse();
    }

    @Test
    void shouldTakeATokenForTwelveHoursAtLeastAndOneDayAtMost() {
        var clock = new Moving();
        var csrf = new Csrf(SECRET, clock);
        String token = csrf.token(ADA);

        clock.now = NOW.plus(Duration.ofHours(12));
        assertThat(csrf.isOf(token, ADA)).isTrue();
        clock.now = NOW.plus(Duration.ofHours(24));
        assertThat(csrf.isOf(token, ADA)).isFalse();
    }

    private static Csrf at(Instant now) {
        return new Csrf(SECRET, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static final class Moving extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
