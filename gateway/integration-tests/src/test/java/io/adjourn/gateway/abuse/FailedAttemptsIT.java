package io.adjourn.gateway.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.Honest;
import io.adjourn.abuse.HonestLoad;
import io.adjourn.abuse.HonestLoad.Protocol;
import io.adjourn.abuse.Senders;
import io.adjourn.abuse.WebhookPost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sends what cannot be verified harms nobody who shares an address with it. */
@Timeout(300)
class FailedAttemptsIT {
    private static final byte[] KEY = "test-secret-of-the-signer".getBytes(UTF_8);

    /** Larger than what is read of an address with too many failed attempts without further ado. */
    private static final int COSTLY = 100_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws IOException {
        String sources = Attacked.SOURCES + "  signer: { vendor: attendee, secrets: ["
                + Base64.getEncoder().encodeToString(KEY) + "] }\n";
        gateway = Attacked.start(directory, sources, List.of("-Xmx256m"), Map.of());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTakeCostlyGenuineDeliveriesBesideASourceWithAWrongSecret() {
        List<WebhookPost> misconfigured = List.of(new WebhookPost(
                "/webhooks/acme", Map.of(Attacked.SMALL_HEADER, "sha256=" + "0".repeat(64)), Attacked.json(600)));
        assertThat(Senders.send(gateway.port(), Collections.nCopies(4, canonical(600))))
                .containsOnly(Honest.TAKEN);
        assertThat(Senders.send(gateway.port(), Collections.nCopies(200, misconfigured.getFirst())))
                .contains(429)
                .isSubsetOf(401, 429);

        Honest honest;
        try (var _ = HonestLoad.start(gateway.port(), Protocol.PLAIN, misconfigured, 10);
                var genuine = HonestLoad.start(gateway.port(), Protocol.PLAIN, List.of(canonical(COSTLY)), 10)) {
            gateway.await("forty were sent", () -> genuine.due() >= 40);
            honest = genuine.finish();
        }

        assertThat(honest.statuses()).as("%s", honest).containsOnlyKeys(Honest.TAKEN);
    }

    @Test
    void shouldTakeGenuineDeliveriesOfAllSourcesFromWhereForgedOnesCome() {
        var forged = new WebhookPost(
                "/webhooks/acme", Map.of(Attacked.SMALL_HEADER, "sha256=" + "0".repeat(64)), Attacked.json(600));
        assertThat(Senders.send(gateway.port(), Collections.nCopies(300, forged)))
                .isSubsetOf(401, 429);

        assertThat(Senders.send(gateway.port(), Collections.nCopies(100, Attacked.small(600))))
                .containsOnly(Honest.TAKEN);
        assertThat(Senders.send(gateway.port(), Collections.nCopies(100, Attacked.large(Attacked.json(600)))))
                .containsOnly(Honest.TAKEN);
    }

    /** Signed over its canonical form, which it has already. */
    private static WebhookPost canonical(int bytes) {
        String start = "{\"bot_id\":\"honest\",\"data\":{\"padding\":\"";
        byte[] body = (start + "x".repeat(bytes - start.length() - 3) + "\"}}").getBytes(UTF_8);
        String signature = Base64.getEncoder().encodeToString(HmacSha256.of(body, KEY));
        return new WebhookPost("/webhooks/signer", Map.of("X-Webhook-Signature", signature), body);
    }
}
