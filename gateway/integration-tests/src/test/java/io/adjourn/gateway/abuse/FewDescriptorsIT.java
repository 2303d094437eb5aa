package io.adjourn.gateway.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.Floods;
import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.HonestLoad.Protocol;
import io.adjourn.abuse.Siege.Outcome;
import io.adjourn.abuse.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A machine that lets the gateway open fewer files than it may have connections. */
@Timeout(300)
class FewDescriptorsIT {
    private static final int DESCRIPTORS = 220;
    /** Where others keep the processors busy, closing connections takes so long that new ones wait for a descriptor. */
    private static final double SERVED = Attacked.LONG ? 0.99 : 0.3;

    private static final long LOG_BYTES_PER_SECOND = 12_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = Floods.class,
            names = {"IDLE", "HALF_SENT_SIGNED"})
    void shouldServeHonestClientsWhenStrangersWantMoreDescriptorsThanThereAre(Floods flood) throws IOException {
        try (GatewayProcess gateway =
                Attacked.start(directory, Attacked.SOURCES, List.of("-Xmx256m"), Map.of(), DESCRIPTORS)) {
            Victim all = Attacked.victim(gateway);
            var victim = new Victim(all.port(), all.small(), all.large(), 2 * DESCRIPTORS, all.maxInFlightBytes());

            Outcome outcome = Attacked.siege()
                    .lay(
                            gateway,
                            Protocol.PLAIN,
                            progress -> flood.against(victim).run(victim, progress));

            assertThat(outcome.alive()).isTrue();
            assertThat(outcome.honest().share()).as("%s", outcome.honest()).isGreaterThanOrEqualTo(SERVED);
            assertThat(outcome.liveness().missed()).as("liveness missed").isZero();
            assertThat(outcome.logBytesPerSecond()).as("log").isLessThanOrEqualTo(LOG_BYTES_PER_SECOND);
        }
    }
}
