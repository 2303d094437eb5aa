package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A values file of the chart before this one is refused in a line that names the new name. */
class RenamedValuesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "gateway.replicas,           3,              /gateway/replicas,          is called replicaCount now",
        "streams.replicas,           3,              /streams/replicas,          is called replicaCount now",
        "gateway.topologySpread[0],  zone,           /gateway/topologySpread,    is called topologySpreadConstraints now",
        "streams.topologySpread[0],  zone,           /streams/topologySpread,    is called topologySpreadConstraints now",
        "image.pullSecrets[0].name,  mine,           /image/pullSecrets,         is called imagePullSecrets now",
        "ingress.host,               hooks.example,  /ingress/host,              is called hosts now",
        "ingress.tlsSecret,          hooks-tls,      /ingress/tlsSecret,         is called tls now",
        "contracts.resources.limits, 1,              /contracts/resources,       is called tools.resources now",
        "test.image,                 curl:1,         /test/image,                is test.image.repository and test.image.tag now",
        "sources.acme-vexa.when-kafka-is-away, refuse, when-kafka-is-away,       'is called on-kafka-unavailable now, with spool or reject'"
    })
    void shouldNameTheNewName(String old, String value, String where, String message) {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of(old, value)))
                .hasMessageContaining(where)
                .hasMessageContaining(message);
    }

    @Test
    void shouldSayInOneLineForEachWhatIsCalledDifferentlyInAWholeFile() throws IOException {
        Path values = Files.writeString(
                directory.resolve("values.yaml"),
                Files.readString(Installation.MINIMAL.values())
                        + "gateway: {replicas: 3, topologySpread: []}\nimagePullSecrets: [{name: a}]\nunknown: 1\n");
        assertThatThrownBy(() -> Chart.text(new Installation(values), Map.of()))
                .message()
                .satisfies(message -> assertThat(message.lines().map(String::strip))
                        .anyMatch(line -> line.contains("/gateway/replicas") && line.contains("replicaCount"))
                        .anyMatch(line -> line.contains("/gateway/topologySpread") && line.contains("Constraints"))
                        .anyMatch(line -> line.contains("additional properties 'unknown' not allowed")));
    }
}
