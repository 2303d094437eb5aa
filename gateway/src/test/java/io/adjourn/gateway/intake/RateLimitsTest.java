package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.RateLimit;
import io.adjourn.config.Source;
import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.config.Source.Verification;
import io.adjourn.vendors.meetstream.MeetStream;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verifier;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Source SOURCE = source(new RateLimit(2, Duration.ofSeconds(1)));

    private long nanos = Duration.ofHours(2).toNanos();
    private final RateLimits limits = new RateLimits(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void shouldTakeSoManyAndSayWhenTheNextIs() {
        assertThat(limits.take(SOURCE)).isEmpty();
        assertThat(limits.take(SOURCE)).isEmpty();
        assertThat(limits.take(SOURCE)).contains(Duration.ofMillis(500));

        nanos += Duration.ofMillis(500).toNanos();

        assertThat(limits.take(SOURCE)).isEmpty();
    }

    @Test
    void shouldNotGoByAClockThatMayBeSetBack() {
        assertThat(RateLimits.CLOCK.isWallClockBased()).isFalse();
    }

    private static Source source(RateLimit limit) {
        var vendor = new MeetStream();
        return new Source(
                "acme",
                vendor,
                Verification.SIGNATURE,
                Verifier.CLOSED,
                vendor.completionRules(),
                limit,
                OnKafkaUnavailable.SPOOL,
                Secrets.NONE);
    }
}
