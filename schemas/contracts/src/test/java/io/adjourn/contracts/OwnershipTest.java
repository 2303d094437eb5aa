package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Ownership.Claim;
import io.adjourn.contracts.Ownership.Entry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Installation BLUE = installation("shop/blue");
    private static final Installation GREEN = installation("shop/green");
    private static final String RAW = "topic meetings.raw.v1";

    @Test
    void shouldLetTheFirstOfTwoClaimsHold() {
        Ownership both = Ownership.of(List.of(claim("shop/blue"), claim("shop/green")));

        assertThat(both.on(RAW)).map(Claim::installation).contains("shop/blue");
        assertThat(both.foreign(GREEN, List.of(RAW))).contains(new Claim(RAW, "shop/blue", NOON));
        assertThat(both.foreign(BLUE, List.of(RAW))).isEmpty();
    }

    @Test
    void shouldLetTheFirstClaimHoldWhenItIsMadeAgainOrTheLogIsCompacted() {
        Ownership repeated = Ownership.of(List.of(claim("shop/blue"), claim("shop/green"), claim("shop/blue")));

        assertThat(repeated.on(RAW)).map(Claim::installation).contains("shop/blue");
    }

    @Test
    void shouldForgetAClaimThatIsWithdrawn() {
        Ownership taken = Ownership.of(List.of(claim("shop/blue"), claim("shop/green"), withdrawn("shop/blue")));

        assertThat(taken.on(RAW)).map(Claim::installation).contains("shop/green");
        assertThat(taken.ofOthers(BLUE, List.of(RAW)))
                .extracting(Claim::installation)
                .containsExactly("shop/green");
    }

    @Test
    void shouldLeaveWhatNobodyClaimedToAnybody() {
        assertThat(Ownership.NONE.foreign(BLUE, Ownership.thingsOf(BLUE))).isEmpty();
        assertThat(Ownership.NONE.unclaimed(BLUE, Ownership.thingsOf(BLUE)))
                .hasSize(Topics.ALL.size() + 1)
                .contains(RAW, "application adjourn-streams");
    }

    @Test
    void shouldSkipRecordsThatAreNoClaims() {
        var odd = new Entry("something else", "shop/blue", NOON);

        assertThat(Ownership.of(Arrays.asList(new Entry(null, "x", NOON), odd)).claims())
                .isEmpty();
    }

    private static Entry claim(String installation) {
        return new Entry(RAW + " " + installation, installation, NOON);
    }

    private static Entry withdrawn(String installation) {
        return new Entry(RAW + " " + installation, null, NOON);
    }

    private static Installation installation(String name) {
        return Installation.of(name, null, new TopicNames(null, 1, Map.of()), BodyLimit.LARGEST);
    }
}
