package io.adjourn.simulator.attendee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.adjourn.simulator.PythonJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against what Python 3.11 makes of the same. */
class AttendeeSimulatorTest {
    private static final List<String> SECRETS = List.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    private static final String BODY = "{\"bot_id\": \"bot_X\", \"bot_metadata\": {\"\\ufffd\": \"\\u00e9 / \\u001b\","
            + " \"\\ud83d\\ude00\": 0.75, \"a\": [1, null]}, \"trigger\": \"x\"}";

    @Test
    void shouldSignTheCanonicalFormAsPythonDoes() {
        assertThat(headers(new AttendeeProof(false)))
                .containsOnly(entry("X-Webhook-Signature", "hgjF1KJIeI311xYEhO4cTfpZchXhsUESKh11KFhkjY8="));
        assertThat(headers(new AttendeeProof(true)))
                .containsOnly(entry("X-Webhook-Signature", "8PYE8vUYXdRxd/AlfTZ6ehTCwJPV4JnKV+CxtGUtGBc="));
    }

    private static Map<String, String> headers(AttendeeProof proof) {
        return proof.headers(BODY.getBytes(StandardCharsets.UTF_8), SECRETS, Instant.EPOCH);
    }

    @Test
    void shouldWriteTimesAsPythonDoes() {
        assertThat(PythonJson.isoformat(Instant.parse("2025-06-16T16:55:03.000001Z")))
                .isEqualTo("2025-06-16T16:55:03.000001+00:00");
        assertThat(PythonJson.isoformat(Instant.parse("2025-06-16T16:55:03Z"))).isEqualTo("2025-06-16T16:55:03+00:00");
    }

    @Test
    void shouldHaveSecretsOfTheVendorsForm() {
        String secret = new AttendeeSimulator().testSecrets("acme").getFirst();

        assertThat(Base64.getDecoder().decode(secret)).hasSize(32);
        assertThat(new AttendeeSimulator().testSecrets("other")).doesNotContain(secret);
    }
}
