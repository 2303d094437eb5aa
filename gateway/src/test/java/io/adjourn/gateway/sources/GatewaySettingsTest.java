package io.adjourn.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.ByteSize;
import io.adjourn.gateway.sources.GatewaySettings.Body;
import io.adjourn.gateway.sources.GatewaySettings.Connections;
import io.adjourn.gateway.sources.GatewaySettings.FailedAttempts;
import io.adjourn.gateway.sources.GatewaySettings.Headers;
import io.adjourn.gateway.sources.GatewaySettings.InFlight;
import io.adjourn.gateway.sources.GatewaySettings.Publish;
import io.adjourn.gateway.sources.GatewaySettings.Shutdown;
import io.adjourn.gateway.sources.GatewaySettings.Sources;
import io.adjourn.gateway.sources.GatewaySettings.Spool;
import io.adjourn.gateway.sources.GatewaySettings.Tls;
import io.adjourn.gateway.sources.GatewaySettings.Watermark;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and defaults are an API: whoever changes one here breaks somebody's deployment. */
class GatewaySettingsTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(new GatewaySettings(
                        new Sources(Path.of("sources.yaml"), Duration.ofSeconds(10)),
                        new Publish(Duration.ofSeconds(2)),
                        new Watermark(Duration.ofSeconds(2)),
                        new Connections(4096, 1024, Duration.ofSeconds(30)),
                        new Headers(Duration.ofSeconds(10), 8192),
                        new Body(Duration.ofSeconds(60), new ByteSize(1024), Duration.ofSeconds(5)),
                        new Spool(true, Path.of("/var/tmp/adjourn-spool"), new ByteSize(1024 * MIB)),
                        new InFlight(new ByteSize(256 * MIB), 4096),
                        new FailedAttempts(60),
                        0,
                        new Tls(null, null, Duration.ofSeconds(10)),
                        new Shutdown(Duration.ofSeconds(10))));
    }

    @Test
    void shouldGoByTheseKeys() {
        assertThat(settings(Map.ofEntries(
                        Map.entry("adjourn.sources", "/etc/adjourn/sources.yaml"),
                        Map.entry("gateway.sources.reload-interval", "1s"),
                        Map.entry("gateway.publish.timeout", "3s"),
                        Map.entry("gateway.watermark.interval", "500ms"),
                        Map.entry("gateway.connections.max", "10"),
                        Map.entry("gateway.connections.max-per-address", "5"),
                        Map.entry("gateway.connections.idle-timeout", "60s"),
                        Map.entry("gateway.headers.timeout", "5s"),
                        Map.entry("gateway.headers.max-bytes", "16384"),
                        Map.entry("gateway.body.timeout", "PT1M"),
                        Map.entry("gateway.body.min-rate", "4KiB"),
                        Map.entry("gateway.body.grace", "3s"),
                        Map.entry("gateway.spool.enabled", "false"),
                        Map.entry("gateway.spool.directory", "/var/lib/adjourn/spool"),
                        Map.entry("gateway.spool.max-bytes", "512MiB"),
                        Map.entry("gateway.in-flight.max-bytes", "67108864"),
                        Map.entry("gateway.in-flight.max-requests", "100"),
                        Map.entry("gateway.failed-attempts.per-minute", "5"),
                        Map.entry("gateway.trusted-hops", "2"),
                        Map.entry("gateway.tls.certificate", "/tls/tls.crt"),
                        Map.entry("gateway.tls.private-key", "/tls/tls.key"),
                        Map.entry("gateway.tls.reload-interval", "1m"),
                        Map.entry("gateway.shutdown.grace", "20s"))))
                .isEqualTo(new GatewaySettings(
                        new Sources(Path.of("/etc/adjourn/sources.yaml"), Duration.ofSeconds(1)),
                        new Publish(Duration.ofSeconds(3)),
                        new Watermark(Duration.ofMillis(500)),
                        new Connections(10, 5, Duration.ofMinutes(1)),
                        new Headers(Duration.ofSeconds(5), 16384),
                        new Body(Duration.ofMinutes(1), new ByteSize(4096), Duration.ofSeconds(3)),
                        new Spool(false, Path.of("/var/lib/adjourn/spool"), new ByteSize(512 * MIB)),
                        new InFlight(new ByteSize(64 * MIB), 100),
                        new FailedAttempts(5),
                        2,
                        new Tls(Path.of("/tls/tls.crt"), Path.of("/tls/tls.key"), Duration.ofMinutes(1)),
                        new Shutdown(Duration.ofSeconds(20))));
    }

    @ParameterizedTest
    @CsvSource({
        "micronaut.server.port, 8080",
        "endpoints.all.port, 8090",
        "kafka.bootstrap.servers, localhost:9092",
        "micronaut.lifecycle.graceful-shutdown.grace-period, 10s",
        "micronaut.server.idle-timeout, 30s",
        "micronaut.server.netty.max-header-size, 8192",
        "micronaut.server.netty.http2.max-header-list-size, 8192",
        "micronaut.server.netty.http2.max-concurrent-streams, 100",
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

    static Stream<Arguments> settingsThatCannotBe() {
        Duration second = Duration.ofSeconds(1);
        Path file = Path.of("f");
        return Stream.of(
                refused(
                        () -> new Publish(Duration.ofMillis(99)),
                        "gateway.publish.timeout: PT0.099S is too short: must be at least 100ms"),
                refused(
                        () -> new Watermark(Duration.ofMillis(99)),
                        "gateway.watermark.interval: PT0.099S is too short: must be at least 100ms"),
                refused(
                        () -> new Body(Duration.ZERO, new ByteSize(1), second),
                        "gateway.body.timeout: PT0S must be positive, e.g. 60s"),
                refused(
                        () -> new Body(second, new ByteSize(0), second),
                        "gateway.body.min-rate: 0 must be positive, e.g. 1KiB"),
                refused(
                        () -> new Body(second, new ByteSize(1), Duration.ZERO),
                        "gateway.body.grace: PT0S must be positive, e.g. 5s"),
                refused(
                        () -> new InFlight(new ByteSize(64 * MIB), 15),
                        "gateway.in-flight.max-requests: 15 is too small: must be at least 16, e.g. 4096"),
                refused(
                        () -> new Sources(file, Duration.ZERO),
                        "gateway.sources.reload-interval: PT0S must be positive, e.g. 10s"),
                refused(() -> new Connections(0, 1, second), "gateway.connections.max: 0 must be positive, e.g. 4096"),
                refused(
                        () -> new Connections(1, 1, Duration.ofMillis(999)),
                        "gateway.connections.idle-timeout: PT0.999S is too short: must be at least 1s"),
                refused(
                        () -> new Headers(Duration.ZERO, 8192),
                        "gateway.headers.timeout: PT0S must be positive, e.g. 10s"),
                refused(
                        () -> new Headers(second, 1023),
                        "gateway.headers.max-bytes: 1023 is less than vendors send: use e.g. 8192"),
                refused(() -> new FailedAttempts(0), "gateway.failed-attempts.per-minute: 0 must be positive, e.g. 60"),
                refused(
                        () -> new Tls(file, null, second),
                        "gateway.tls.private-key: nothing must be set together with the certificate: set both, or"
                                + " neither for plain HTTP"),
                refused(
                        () -> new Tls(null, file, second),
                        "gateway.tls.certificate: nothing must be set together with the private key: set both, or"
                                + " neither for plain HTTP"),
                refused(() -> new Shutdown(Duration.ZERO), "gateway.shutdown.grace: PT0S must be positive, e.g. 10s"));
    }

    private static Arguments refused(Supplier<?> setting, String message) {
        return Arguments.of(setting, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("settingsThatCannotBe")
    void shouldRefuseWhatCannotBe(Supplier<?> setting, String message) {
        assertThatExceptionOfType(BadConfigurationException.class)
                .isThrownBy(setting::get)
                .withMessage(message);
    }

    @Test
    void shouldRefuseSizesThatHoldNothing() {
        assertThatExceptionOfType(BadConfigurationException.class)
                .isThrownBy(() -> new Spool(true, Path.of("unused"), new ByteSize(MIB)))
                .withMessage("gateway.spool.max-bytes: 1048576 is too small: must be at least 35651584, or disable"
                        + " the spool with gateway.spool.enabled");
        assertThatExceptionOfType(BadConfigurationException.class)
                .isThrownBy(() -> new InFlight(new ByteSize(MIB), 100))
                .withMessage("gateway.in-flight.max-bytes: 1048576 is too small: must be at least 41943040");
    }

    @ParameterizedTest
    @CsvSource({"1024, 1024", "64KiB, 65536", "1 MiB, 1048576", "2gib, 2147483648"})
    void shouldReadSizes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).contains(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1.5GiB", "1GB", "GiB", "9999999999999999", "8589934592GiB", "999999999999999gib"})
    void shouldReadNoSizeWhereThereIsNone(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    private static GatewaySettings settings(Map<String, Object> properties) {
        try (var context = ApplicationContext.run(properties)) {
            return context.getBean(GatewaySettings.class);
        }
    }
}
