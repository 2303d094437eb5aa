package io.adjourn.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @Test
    void shouldMakeA202TrueAndKeepTheDeadlineWhenNothingIsSaid() {
        assertThat(settings(Map.of()).producer())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("compression.type", "lz4")
                .containsEntry("linger.ms", 2)
                .containsEntry("max.in.flight.requests.per.connection", 1)
                .containsEntry("batch.size", 128 * 1024)
                .containsEntry("delivery.timeout.ms", 2_000)
                .containsEntry("request.timeout.ms", 1_500)
                .containsEntry("max.block.ms", 500)
                .containsEntry("max.request.size", Topics.RAW.maxMessageBytes());
    }

    @Test
    void shouldGiveSpooledRecordsKafkasOwnTime() {
        assertThat(settings(Map.of("linger.ms", "20", "delivery.timeout.ms", "1900"))
                        .drain())
                .containsEntry("acks", "all")
                .containsEntry("linger.ms", "20")
                .containsEntry("client.id", "adjourn-gateway-drain")
                .containsEntry("delivery.timeout.ms", 120_000)
                .containsEntry("request.timeout.ms", 60_000);
    }

    @Test
    void shouldPassEverythingElseOnToBothClients() {
        var settings = settings(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "linger.ms", "20"));

        assertThat(settings.producer())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("linger.ms", "20");
        assertThat(settings.admin())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .doesNotContainKeys("acks", "linger.ms");
    }

    @Test
    void shouldTakeTheOtherNameOfAllReplicas() {
        assertThat(settings(Map.of("acks", "-1")).producer()).containsEntry("acks", "all");
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "acks, 0",
        "enable.idempotence, false",
        "transactional.id, mine",
        "delivery.timeout.ms, 2001",
        "max.block.ms, 60000",
        "request.timeout.ms, 1999",
        "max.request.size, 1048576",
        "bootstrap.servers, localhost",
        "linger.ms, soon",
    })
    void shouldRefuseWhatWouldBreakAPromise(String key, String value) {
        assertThatExceptionOfType(BadConfigurationException.class)
                .isThrownBy(() -> settings(Map.of(key, value)))
                .withMessageContaining(key)
                .withMessageStartingWith("kafka.")
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    }

    private static KafkaSettings settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
        all.putAll(given);
        return KafkaSettings.of(all, DEADLINE, Installation.DEFAULT);
    }
}
