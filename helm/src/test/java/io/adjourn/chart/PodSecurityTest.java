package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.chart.Rendering.Pods;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kubernetes' Pod Security Standard "restricted", rule by rule, and what we ask beyond it. */
class PodSecurityTest {
    private static final List<String> VOLUMES = List.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    static List<Pods> pods() {
        return Installation.all().stream()
                .flatMap(installation -> Chart.render(installation).pods().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void shouldKeepPodsFromTheNode(Pods pods) {
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC", "hostUsers", "hostAliases")) {
            assertThat(pods.spec().has(host)).as(host).isFalse();
        }
        pods.spec()
                .path("volumes")
                .valueStream()
                .forEach(volume -> assertThat(
                                volume.propertyStream().map(Map.Entry::getKey).filter(field -> !field.equals("name")))
                        .isSubsetOf(VOLUMES));
        pods.containers()
                .flatMap(container -> container.path("ports").valueStream())
                .forEach(port -> assertThat(port.has("hostPort")).isFalse());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void shouldRunAsNobodyInParticular(Pods pods) {
        JsonNode context = pods.spec().path("securityContext");
        assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(context.path("runAsUser").asInt()).isEqualTo(10001);
        assertThat(context.path("runAsGroup").asInt()).isEqualTo(10001);
        assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(context.has("sysctls")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void shouldLeaveContainersNoPower(Pods pods) {
        assertThat(pods.containers()).isNotEmpty().allSatisfy(container -> {
            JsonNode context = container.path("securityContext");
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(context.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(context.at("/capabilities").has("add")).isFalse();
            for (String power : List.of("privileged", "procMount", "runAsUser", "runAsNonRoot", "seccompProfile")) {
                assertThat(context.has(power)).as(power).isFalse();
            }
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        });
    }

    /** A Service called kafka would make a variable KAFKA_PORT, which would be taken for a setting of Kafka's. */
    @ParameterizedTest
    @MethodSource("pods")
    void shouldGivePodsNeitherATokenNorTheServicesOfTheirNamespace(Pods pods) {
        assertThat(pods.spec().path("automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(pods.spec().path("enableServiceLinks").asBoolean(true)).isFalse();
    }
}
