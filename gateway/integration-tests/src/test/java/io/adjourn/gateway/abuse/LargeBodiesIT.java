package io.adjourn.gateway.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.Honest;
import io.adjourn.abuse.Senders;
import io.adjourn.abuse.WebhookPost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies as large as a vendor's may be, several at once, on the heap of the chart's defaults. */
@Timeout(300)
class LargeBodiesIT {
    private static final int KEYS = 1_600_000;
    private static final int AT_ONCE = Attacked.LONG ? 8 : 4;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = Attacked.start(
                directory, Attacked.SOURCES, List.of("-Xmx614m"), Map.of("GATEWAY_IN_FLIGHT_MAX_BYTES", "256MiB"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void shouldServeAllSourcesAfterwardsAndHoldNothing() {
        assertThat(gateway.isAlive()).as("it had memory enough").isTrue();
        assertThat(Senders.send(gateway.port(), List.of(Attacked.small(600), Attacked.large(Attacked.json(600)))))
                .containsOnly(Honest.TAKEN);
        gateway.await(
                "nothing is in flight",
                () -> gateway.metric("adjourn_gateway_in_flight_bytes").orElse(1) == 0);
    }

    @Test
    void shouldSurviveGenuineBodiesOfManyKeys() {
        WebhookPost large = Attacked.large(manyKeys());
        assertThat(large.body()).hasSizeBetween(12 << 20, 16 << 20);

        assertThat(Senders.send(gateway.port(), Collections.nCopies(2, large)))
                .contains(Honest.TAKEN)
                .isSubsetOf(Honest.TAKEN, 503);
        assertThat(Senders.send(gateway.port(), Collections.nCopies(AT_ONCE, large)))
                .contains(Honest.TAKEN)
                .isSubsetOf(Honest.TAKEN, 503);
    }

    @Test
    void shouldSurviveForgedBodiesOfManyKeys() {
        byte[] body = manyKeys();
        var forged = new WebhookPost("/webhooks/large", Map.of(Attacked.LARGE_HEADER, "0".repeat(64)), body);

        assertThat(Senders.send(gateway.port(), Collections.nCopies(AT_ONCE, forged)))
                .doesNotContain(Honest.TAKEN);
    }

    @Test
    void shouldSurviveGenuineBodiesOfOneLongText() {
        WebhookPost large = Attacked.large(Attacked.json((16 << 20) - 100));

        assertThat(Senders.send(gateway.port(), Collections.nCopies(AT_ONCE, large)))
                .contains(Honest.TAKEN)
                .isSubsetOf(Honest.TAKEN, 503);
    }

    /** What is deep and what repeats costs a reader most after many keys. */
    @Test
    void shouldSurviveGenuineBodiesThatAreDeepOrRepeatThemselves() {
        List<WebhookPost> posts = List.of(
                Attacked.large(("[".repeat(7 << 20) + "]".repeat(7 << 20)).getBytes(UTF_8)),
                Attacked.large(("{\"bot_id\":1" + ",\"bot_id\":1".repeat(1_200_000) + "}").getBytes(UTF_8)),
                Attacked.large(("{\"a\":[" + "{},".repeat(4_000_000) + "{}]}").getBytes(UTF_8)),
                Attacked.large(
                        ("{\"a\":" + "{\"b\":".repeat(2_000_000) + "1" + "}".repeat(2_000_001)).getBytes(UTF_8)));

        assertThat(Senders.send(gateway.port(), posts)).contains(Honest.TAKEN).isSubsetOf(Honest.TAKEN, 503);
    }

    private static byte[] manyKeys() {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> "\"" + Integer.toString(i, Character.MAX_RADIX) + "\":1")
                .collect(Collectors.joining(",", "{\"bot_id\":\"b\",", "}"))
                .getBytes(UTF_8);
    }
}
