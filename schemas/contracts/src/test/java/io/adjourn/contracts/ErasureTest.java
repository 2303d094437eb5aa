package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasureTest {
    private static final String OLD = "an-old-secret-of-24-characters";
    private static final String NEW = "a-new-secret-of-24-characters";
    private static final Erasure ERASURE = new Erasure(
            "acme/16",
            "vexa",
            "0f0e0d0c-0000-4000-8000-000000000001",
            "dpo@example.com",
            "request 4711",
            Instant.parse("2026-03-01T10:00:00.123456789Z"),
            1,
            7);

    @Test
    void shouldReadWhatItWroteToTheMicrosecond() {
        ProducerRecord<String, byte[]> record = signedWith(NEW);

        assertThat(record.value()).isEmpty();
        assertThat(Erasure.marks(record.headers())).isTrue();
        assertThat(Erasure.of(record.key(), record.headers(), secrets(OLD, NEW)))
                .contains(ERASURE);
    }

    @Test
    void shouldBelieveNobodyWithoutASecretOfOurs() {
        ProducerRecord<String, byte[]> record = signedWith(OLD);

        assertThat(Erasure.of(record.key(), record.headers(), secrets(NEW))).isEmpty();
        assertThat(Erasure.of(record.key(), record.headers(), ErasureSecrets.NONE))
                .isEmpty();
    }

    /** Another meeting, or anything else that the record says. */
    @ParameterizedTest
    @CsvSource({
        "adjourn-vendor, attendee",
        "adjourn-delivery-id, 0f0e0d0c-0000-4000-8000-000000000002",
        "adjourn-received-at, 2026-03-01T10:00:00.123457Z",
        "adjourn-received-at, yesterday",
        "adjourn-erase-by, somebody",
        "adjourn-erase-why, for fun",
        "adjourn-erase-after, 1/8",
        "adjourn-erase-after, 18",
        "adjourn-erase-after, one/eight",
        "adjourn-erase, v1=",
        "adjourn-erase, v2=00"
    })
    void shouldBelieveNothingThatWasChanged(String header, String value) {
        ProducerRecord<String, byte[]> record = signedWith(NEW);
        assertThat(Erasure.of("acme/17", record.headers(), secrets(NEW))).isEmpty();

        record.headers().remove(header).add(header, value.getBytes(UTF_8));

        assertThat(Erasure.of(record.key(), record.headers(), secrets(NEW))).isEmpty();
    }

    @Test
    void shouldRefuseTextsOfMoreThanALine() {
        assertThatThrownBy(() -> new Erasure("acme/16", "vexa", "id", "me", "one\ntwo", Instant.EPOCH, 0, 0))
                .hasMessageContaining("one line");
        assertThatThrownBy(() -> new Erasure("acme/16", "vexa", "id", "", "why", Instant.EPOCH, 0, 0))
                .hasMessageContaining("one line");
    }

    @Test
    void shouldTellNoSecret() {
        assertThat(secrets(OLD, NEW)).hasToString("2 secrets");
        assertThatThrownBy(() -> secrets("short"))
                .hasMessageContaining("too short")
                .hasMessageNotContaining("short,");
    }

    private static ProducerRecord<String, byte[]> signedWith(String secret) {
        return ERASURE.toRecord(Topics.RAW, secrets(secret));
    }

    private static ErasureSecrets secrets(String... values) {
        return new ErasureSecrets(List.of(values));
    }
}
