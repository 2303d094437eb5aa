package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "processing.guarantee                     | at_least_once | it must be exactly_once_v2",
                "application.id                           | another       | it must be adjourn-streams",
                "auto.offset.reset                        | latest        | it must be earliest",
                "consumer.auto.offset.reset               | latest        | it must be earliest",
                "main.consumer.auto.offset.reset          | none          | it must be earliest",
                "max.request.size                         | 1048576       | it must be 19922944 or more",
                "producer.max.request.size                | 1048576       | it must be 19922944 or more",
                "producer.acks                            | 1             | acks",
                "acks                                     | 1             | acks",
                "production.exception.handler             | a.Handler     | accepted deliveries could be lost",
                "default.deserialization.exception.handler | a.Handler    | accepted deliveries could be lost",
                "processing.exception.handler.global.enabled | true       | accepted deliveries could be lost",
                "bootstrap.servers                        | kafka         | kafka is not host:port",
                "bootstrap.servers                        | kafka:9092,x  | x is not host:port",
                "security.protocol                        | SOMEHOW       | security.protocol",
                "main.consumer.session.timeout.ms         | soon          | session.timeout.ms",
            })
    void shouldRefuseWhatWouldBreakThePromiseByWhateverPrefix(String key, String value, String line) {
        assertThatThrownBy(() -> settings(null, 0, Map.of(key, value)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageStartingWith("kafka.")
                .hasMessageContaining(line);
    }

    @Test
    void shouldPassAllElseOn() {
        KafkaSettings settings = settings(
                null,
                0,
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "main.consumer.session.timeout.ms", "20000",
                        "max.request.size", "30000000",
                        "admin.retries", "3"));
        assertThat(settings.streams())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("main.consumer.session.timeout.ms", "20000")
                .containsEntry("max.request.size", "30000000");
        assertThat(settings.admin())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("retries", "3")
                .doesNotContainKey("max.request.size");
    }

    @Test
    void shouldCompressAsItIsToldUnlessKafkasOwnSettingSaysOtherwise() {
        assertThat(settings(null, 0, "zstd", Map.of()).streams()).containsEntry("compression.type", "zstd");
        assertThat(settings(null, 0, "gzip", Map.of()).streams())
                .containsEntry("compression.type", "gzip")
                .containsEntry("compression.gzip.level", 1);
        assertThat(settings(null, 0, "gzip", Map.of("compression.type", "lz4")).streams())
                .containsEntry("compression.type", "lz4");
        assertThatThrownBy(() -> settings(null, 0, "brotli", Map.of()))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContainingAll("streams.compression: brotli", "gzip, lz4, snappy, zstd or none");
    }

    @Test
    void shouldKeepWholeTransactionsOnTheDiskUnlessTheOperatorSaysOtherwise() {
        assertThat(settings(null, 0, Map.of()).streams())
                .containsEntry("enable.transactional.statestores", true)
                .containsEntry("group.protocol", "classic");
        assertThat(settings(null, 0, Map.of("enable.transactional.statestores", "false"))
                        .streams())
                .containsEntry("enable.transactional.statestores", "false");
    }

    @Test
    void shouldNameOnlyTheConsumerThatIsInTheGroup() {
        assertThat(settings("adjourn-streams-0", 1, Map.of()).streams())
                .containsEntry("main.consumer.group.instance.id", "adjourn-streams-0")
                .containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        assertThat(settings(null, 0, Map.of()).streams()).doesNotContainKey("main.consumer.group.instance.id");
    }

    @ParameterizedTest
    @CsvSource({",0,true", ",1,true", "adjourn-streams-0,0,false", "adjourn-streams-0,1,true"})
    void shouldGiveItsWorkAwayAtTheEndUnlessOnlyItselfHasTheState(
            @Nullable String instance, int standbys, boolean leaves) {
        assertThat(settings(instance, standbys, Map.of()).leavesGroup()).isEqualTo(leaves);
    }

    @Test
    void shouldTakeACopyForWarmWhereKafkaStreamsWouldGiveItTheWork() {
        assertThat(settings(null, 1, Map.of()).acceptableLag()).isEqualTo(10_000);
        KafkaSettings own = settings(null, 0, Map.of("acceptable.recovery.lag", "50000", "num.standby.replicas", "2"));
        assertThat(own.acceptableLag()).isEqualTo(50_000);
        assertThat(own.standbys()).isEqualTo(2);
    }

    private static KafkaSettings settings(@Nullable String instance, int standbys, Map<String, String> given) {
        return settings(instance, standbys, "gzip", given);
    }

    private static KafkaSettings settings(
            @Nullable String instance, int standbys, String compression, Map<String, String> given) {
        var all = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
        all.putAll(given);
        var settings = new StreamsSettings(
                "adjourn-streams",
                "http://localhost:8081",
                Path.of("state"),
                1,
                instance,
                standbys,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofDays(30),
                Duration.ofDays(400),
                null,
                null,
                "all",
                Duration.ofDays(1),
                true,
                false,
                compression,
                "test");
        return KafkaSettings.of(settings, Installation.DEFAULT, all);
    }
}
