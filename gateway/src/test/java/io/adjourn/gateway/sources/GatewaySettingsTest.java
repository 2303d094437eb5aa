package io.adjourn.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adjourn.gateway.sources.GatewaySettings.Body;
import io.adjourn.gateway.sources.GatewaySettings.Publish;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and defaults are an API: whoever changes one here breaks somebody's deployment. */
class GatewaySettingsTest {

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(new GatewaySettings(
                        Path.of("sources.yaml"), new Publish(Duration.ofSeconds(2)), new Body(Duration.ofSeconds(10))));
    }

    @Test
    void shouldGoByTheseKeys() {
        assertThat(settings(Map.of(
                        "adjourn.sources", "/etc/adjourn/sources.yaml",
                        "gateway.publish.timeout", "3s",
                        "gateway.body.timeout", "PT1M")))
                .isEqualTo(new GatewaySettings(
                        Path.of("/etc/adjourn/sources.yaml"),
                        new Publish(Duration.ofSeconds(3)),
                        new Body(Duration.ofMinutes(1))));
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

    private static GatewaySettings settings(Map<String, Object> properties) {
        try (var context = ApplicationContext.run(properties)) {
            return context.getBean(GatewaySettings.class);
        }
    }
}
