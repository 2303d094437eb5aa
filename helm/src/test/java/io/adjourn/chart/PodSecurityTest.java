package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.chart.Rendering.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kubernetes' Pod Security Standard "restricted", rule by rule, and what we ask beyond it. */
class PodSecurityTest {
    private static final List<String> VOLUMES = List.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static final Installation OPENSHIFT = Installation.recipe("openshift");

    static List<Pods> pods() {
        return Installation.all().stream()
                .flatMap(installation -> Chart.render(installation).pods().stream())
                .toList();
    }

    static List<Pods> podsOfAUser() {
        return Installation.all().stream()
                .filter(installation -> !installation.equals(OPENSHIFT))
                .flatMap(installation -> Chart.render(installation).pods().stream())
                .toList();
    }

    static List<Pods> openShift() {
        return Chart.render(OPENSHIFT).pods();
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
    void shouldRunWithoutRootAndWithTheDefaultSystemCalls(Pods pods) {
        JsonNode context = pods.spec().path("securityContext");
        assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(context.has("sysctls")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("podsOfAUser")
    void shouldRunAsNobodyInParticular(Pods pods) {
        JsonNode context = pods.spec().path("securityContext");
        assertThat(context.path("runAsUser").asInt()).isEqualTo(10001);
        assertThat(context.path("runAsGroup").asInt()).isEqualTo(10001);
        assertThat(context.path("fsGroup").asInt()).isEqualTo(10001);
    }

    /** OpenShift's restricted-v2 gives each namespace a range of users and groups, and refuses others. The rest are the rules above. */
    @ParameterizedTest
    @MethodSource("openShift")
    void shouldLeaveUserAndGroupsToOpenShift(Pods pods) {
        assertThat(pods.containers().map(container -> container.path("securityContext")))
                .as("pod and containers")
                .allSatisfy(PodSecurityTest::namesNoUser);
        namesNoUser(pods.spec().path("securityContext"));
    }

    @Test
    void shouldHaveNoSecurityContextWhereNoneIsWanted() throws IOException {
        Path values = Files.writeString(
                directory.resolve("values.yaml"),
                Files.readString(Installation.MINIMAL.values()) + "podSecurityContext: null\nsecurityContext: null\n");
        Rendering rendering = Chart.render(new Installation(values));
        assertThat(rendering.pods()).allSatisfy(pods -> {
            assertThat(pods.spec().has("securityContext")).isFalse();
            assertThat(pods.containers()).noneMatch(container -> container.has("securityContext"));
        });
    }

    private static void namesNoUser(JsonNode context) {
        for (String field : List.of(
                "runAsUser", "runAsGroup", "fsGroup", "supplementalGroups", "seLinuxOptions", "appArmorProfile")) {
            assertThat(context.has(field)).as(field).isFalse();
        }
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
