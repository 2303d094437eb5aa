package io.adjourn.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adjourn.gateway.sources.GatewaySettings.Body;
import io.adjourn.gateway.sources.GatewaySettings.InFlight;
import io.adjourn.gateway.sources.GatewaySettings.Publish;
import io.adjourn.gateway.sources.GatewaySettings.Spool;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and defaults are an API: whoever changes one here breaks somebody's deployment. */
class GatewaySettingsTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(new GatewaySettings(
                        Path.of("sources.yaml"),
                        new Publish(Duration.ofSeconds(2)),
                        new Body(Duration.ofSeconds(10)),
                        new Spool(true, Path.of("/var/tmp/adjourn-spool"), new ByteSize(1024 * MIB)),
                        new InFlight(new ByteSize(256 * MIB))));
    }

    @Test
    void shouldGoByTheseKeys() {
        assertThat(settings(Map.of(
                        "adjourn.sources", "/etc/adjourn/sources.yaml",
                        "gateway.publish.timeout", "3s",
                        "gateway.body.timeout", "PT1M",
                        "gateway.spool.enabled", "false",
                        "gateway.spool.directory", "/var/lib/adjourn/spool",
                        "gateway.spool.max-bytes", "512MiB",
                        "gateway.in-flight.max-bytes", "67108864")))
                .isEqualTo(new GatewaySettings(
                        Path.of("/etc/adjourn/sources.yaml"),
                        new Publish(Duration.ofSeconds(3)),
                        new Body(Duration.ofMinutes(1)),
                        new Spool(false, Path.of("/var/lib/adjourn/spool"), new ByteSize(512 * MIB)),
                        new InFlight(new ByteSize(64 * MIB))));
    }

    @ParameterizedTest
    @CsvSource({
        "micronaut.server.port, 8080",
        "endpoints.all.port, 8090",
        "kafka.bootstrap.servers, localhost:9092",
        "micronaut.lifecycle.graceful-shutdown.grace-period, 10s",
        "micronaut.server.idle-timeout, 30s",
    })
    void shouldTellTheServerThis(String key, String value) {
        try (var context = ApplicationContext.run()) {
            assertThat(context.getProperty(key, String.class)).contains(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ADJOURN_GATEWAY_PORT, 18080, micronaut.server.port",
        "ADJOURN_GATEWAY_MANAGEMENT_PORT, 18090, endpoints.all.port",
        "ADJOURN_KAFKA_BOOTSTRAP_SERVERS, kafka:9092, kafka.bootstrap.servers",
        "gateway.shutdown.grace, 20s, micronaut.lifecycle.graceful-shutdown.grace-period",
    })
    void shouldTakeItFrom(String given, String value, String key) {
        try (var context = ApplicationContext.run(Map.of(given, value))) {
            assertThat(context.getProperty(key, String.class)).contains(value);
        }
    }

    @Test
    void shouldRefuseTimesThatAreNone() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new Publish(Duration.ofMillis(99)))
                .withMessage("gateway.publish.timeout: PT0.099S is too short: give Kafka at least 100ms");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new Body(Duration.ZERO))
                .withMessage("gateway.body.timeout: PT0S is no time at all: say 10s, for example");
    }

    @Test
    void shouldRefuseSizesThatHoldNothing() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new Spool(true, Path.of("unused"), new ByteSize(MIB)))
                .withMessage("gateway.spool.max-bytes: 1048576 is too small: give it at least 35651584, or turn it off"
                        + " with gateway.spool.enabled");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new InFlight(new ByteSize(MIB)))
                .withMessage("gateway.in-flight.max-bytes: 1048576 is too small: give it at least 35651584");
    }

    @ParameterizedTest
    @CsvSource({"1024, 1024", "64KiB, 65536", "1 MiB, 1048576", "2gib, 2147483648"})
    void shouldReadSizes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).contains(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5GiB", "1GB", "GiB", "9999999999999999"})
    void shouldReadNoSizeWhereThereIsNone(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    private static GatewaySettings settings(Map<String, Object> properties) {
        try (var context = ApplicationContext.run(properties)) {
            return context.getBean(GatewaySettings.class);
        }
    }
}
