package io.adjourn.gateway.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.Floods;
import io.adjourn.abuse.Floods.Over;
import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.HonestLoad.Protocol;
import io.adjourn.abuse.Siege.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Floods against one gateway without TLS and one with it. Beside each, honest clients from other addresses are served, the gateway
 * says that it lives, and its bounds hold. With {@code -P faults} all are tried, each lasts longer, and delays may be short only.
 */
@Timeout(300)
class FloodsIT {
    /** In the short form forty deliveries are sent, and the build may share the processors with others: two may be refused. */
    private static final double SERVED = Attacked.LONG ? 0.99 : 0.95;
    /** Where strangers come from as many addresses as there are places, some honest clients meet a connection being closed. */
    private static final double SERVED_BESIDE_MANY = Attacked.LONG ? 0.9 : 0.5;
    /** In a build beside others what counts is that nobody waits for ever. */
    private static final double P99_MILLIS = Attacked.LONG ? 250 : 15_000;

    /** Twenty lines of refusals a second, of some 200 bytes each, and twice as much for all else. */
    private static final long LOG_BYTES_PER_SECOND = 12_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static GatewayProcess plain;

    @SuppressWarnings("NullAway.Init")
    private static GatewayProcess tls;

    @BeforeAll
    static void start() throws Exception {
        plain = Attacked.plain(directory.resolve("plain"));
        tls = Attacked.tls(Files.createDirectories(directory.resolve("tls")));
    }

    @AfterAll
    static void stop() {
        plain.close();
        tls.close();
    }

    /** What is tried each time: one of each kind; {@code -P faults} tries all. */
    private static final Set<Floods> SHORT = EnumSet.of(
            Floods.RECONNECT_1,
            Floods.RECONNECT_100,
            Floods.IDLE,
            Floods.HALF_SENT_SIGNED,
            Floods.HALF_SENT_BY_MANY,
            Floods.KEPT_BY_MANY,
            Floods.LARGE_BODIES,
            Floods.BODIES_BY_MANY,
            Floods.BODY_JUST_FAST_ENOUGH,
            Floods.TINY_CHUNKS,
            Floods.NO_READER,
            Floods.CONTINUE,
            Floods.NOT_FOUND,
            Floods.FORGED,
            Floods.MALFORMED,
            Floods.HELLO,
            Floods.HELLO_HELD,
            Floods.HANDSHAKES,
            Floods.H2_HEADERS_CLOSE,
            Floods.H2_RAPID_RESET,
            Floods.H2_OPEN_BODIES_BY_MANY);

    static Stream<Arguments> floods() {
        Set<Floods> floods = Attacked.LONG ? EnumSet.allOf(Floods.class) : SHORT;
        return floods.stream().flatMap(flood -> honest(flood).map(protocol -> Arguments.of(flood, protocol)));
    }

    /** What honest clients speak beside a flood. */
    private static Stream<Protocol> honest(Floods flood) {
        if (flood.over() == Over.PLAIN) {
            return Stream.of(Protocol.PLAIN);
        }
        if (Attacked.LONG) {
            return Stream.of(Protocol.TLS, Protocol.HTTP_2);
        }
        return Stream.of(flood.name().startsWith("H2") ? Protocol.HTTP_2 : Protocol.TLS);
    }

    @ParameterizedTest
    @MethodSource("floods")
    void shouldServeHonestClientsAndKeepItsBoundsWhen(Floods flood, Protocol honest) throws IOException {
        GatewayProcess gateway = flood.over() == Over.TLS ? tls : plain;
        var attack = flood.against(Attacked.victim(gateway));

        Outcome outcome =
                Attacked.siege().lay(gateway, honest, progress -> attack.run(Attacked.victim(gateway), progress));

        // A figure for the reports.
        System.out.printf(
                Locale.ROOT,
                "%-24s %-7s %s; liveness missed %d of %d; connections <= %.0f, in flight <= %.1f MiB, log %d B/s; %d opened%n",
                flood,
                honest,
                outcome.honest(),
                outcome.liveness().missed(),
                outcome.liveness().asked(),
                outcome.maxConnections(),
                outcome.maxInFlightBytes() / (1 << 20),
                outcome.logBytesPerSecond(),
                outcome.strangers());
        assertThat(outcome.alive()).as("alive: %s", flood.description()).isTrue();
        var softly = new SoftAssertions();
        softly.assertThat(outcome.honest().share())
                .as("served beside %s: %s", flood, outcome.honest())
                .isGreaterThanOrEqualTo(flood.name().endsWith("BY_MANY") ? SERVED_BESIDE_MANY : SERVED);
        softly.assertThat(outcome.honest().millis(99))
                .as("p99 beside %s", flood)
                .isLessThan(P99_MILLIS);
        softly.assertThat(outcome.liveness().missed())
                .as("liveness missed beside %s", flood)
                .isZero();
        softly.assertThat(outcome.maxConnections())
                .as("connections beside %s", flood)
                .isLessThanOrEqualTo(Attacked.MAX_CONNECTIONS);
        softly.assertThat(outcome.maxInFlightBytes())
                .as("bytes in flight beside %s", flood)
                .isLessThanOrEqualTo(Attacked.MAX_IN_FLIGHT);
        softly.assertThat(outcome.logBytesPerSecond())
                .as("log beside %s", flood)
                .isLessThanOrEqualTo(LOG_BYTES_PER_SECOND);
        softly.assertAll();
    }
}
