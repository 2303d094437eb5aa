package io.adjourn.simulator.vexa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VexaSimulatorTest {
    private static final List<String> SECRETS = List.of("optional-shared-secret");
    private static final Instant SENT_AT = Instant.ofEpochSecond(1_781_779_320);

    /** As Python's json.dumps writes it. */
    private static final byte[] COMPLETED =
            ("{\"event_id\": \"evt_5f3c1a9b8d2e4f6a7b0c1d2e3f4a5b6c\", \"event_type\": \"meeting.completed\","
                            + " \"api_version\": \"2026-03-01\", \"created_at\": \"2026-06-18T10:42:00.512344+00:00\","
                            + " \"data\": {\"meeting\": {\"id\": 16, \"user_id\": 1, \"status\": \"completed\","
                            + " \"data\": {\"name\": \"R\\u00e9union d\\u2019\\u00e9quipe\"}}}}")
                    .getBytes(UTF_8);

    @Test
    void shouldShowTheSecretInTheDocumentedDialect() {
        assertThat(new BearerProof().headers(COMPLETED, SECRETS, SENT_AT))
                .containsOnly(entry("Authorization", "Bearer optional-shared-secret"));
    }

    @Test
    void shouldSignSecondAndBodyInTheNewerOnes() {
        assertThat(new SignedProof().headers(COMPLETED, SECRETS, SENT_AT))
                .containsOnly(
                        entry("Authorization", "Bearer optional-shared-secret"),
                        entry(
                                "X-Webhook-Signature",
                                "sha256=2b3e271e7b71b403c829776069990f6f285b7a0772d32e7593ac36e42b39cb89"),
                        entry("X-Webhook-Timestamp", "1781779320"));
    }

    @Test
    void shouldDeriveTheIdOfAnEventFromItsStep() {
        assertThat(V2Bot.eventId("0b5a4d0e-51f2-4c58-8bb4-9d7f8f1f6a21", "meeting.started", "active"))
                .isEqualTo("evt_ddd57169188aea6f8e91a4f116b83fe2");
    }
}
