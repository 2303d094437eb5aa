package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.chart.Rendering.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an object names is there. */
class ReferencesTest {

    static List<Installation> installations() {
        return Installation.all();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldNameEachObjectOnce(Installation installation) {
        assertThat(Chart.render(installation).objects().stream().map(Rendering::name))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldSelectPodsThatThereAre(Installation installation) {
        Rendering rendering = Chart.render(installation);
        List<Pods> pods = rendering.pods();
        for (JsonNode object : rendering.objects()) {
            selectors(object)
                    .forEach(selector -> assertThat(pods)
                            .as("%s selects %s", Rendering.name(object), selector)
                            .anyMatch(each -> matches(selector, each.labels())));
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldSelectOnePodsKindOnly(Installation installation) {
        Rendering rendering = Chart.render(installation);
        for (JsonNode object : rendering.of("Service", "StatefulSet", "Deployment", "PodDisruptionBudget")) {
            selectors(object)
                    .forEach(selector -> assertThat(rendering.pods().stream()
                                    .filter(each -> matches(selector, each.labels()))
                                    .map(Pods::component)
                                    .distinct())
                            .as(Rendering.name(object))
                            .hasSize(1));
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldServePortsThatPodsHave(Installation installation) {
        Rendering rendering = Chart.render(installation);
        for (JsonNode service : rendering.of("Service")) {
            Pods pods = podsOf(rendering, service);
            service.at("/spec/ports")
                    .forEach(port -> assertThat(ports(pods))
                            .as(Rendering.name(service))
                            .contains(port.path("targetPort").asText()));
        }
        for (JsonNode policy : rendering.of("NetworkPolicy")) {
            policy.at("/spec/ingress")
                    .valueStream()
                    .flatMap(rule -> rule.path("ports").valueStream())
                    .forEach(port -> assertThat(rendering.pods().stream()
                                    .filter(each -> matches(policy.at("/spec/podSelector/matchLabels"), each.labels()))
                                    .flatMap(each -> ports(each).stream()))
                            .as(Rendering.name(policy))
                            .contains(port.path("port").asText()));
        }
        for (JsonNode monitor : rendering.of("PodMonitor", "ServiceMonitor")) {
            Stream.of("podMetricsEndpoints", "endpoints")
                    .flatMap(field -> monitor.path("spec").path(field).valueStream())
                    .forEach(endpoint -> {
                        List<String> monitored = monitor.at("/spec/selector/matchExpressions/0/values")
                                .valueStream()
                                .map(JsonNode::asText)
                                .filter(component -> rendering.pods().stream()
                                        .anyMatch(each -> each.component().equals(component)))
                                .toList();
                        assertThat(monitored).contains("gateway", "streams");
                        for (String component : monitored) {
                            assertThat(rendering.pods().stream()
                                            .filter(each -> each.component().equals(component))
                                            .flatMap(each -> ports(each).stream()))
                                    .contains(endpoint.path("port").asText());
                        }
                    });
        }
        for (Pods pods : rendering.pods()) {
            pods.containers()
                    .flatMap(container -> container.findValues("httpGet").stream())
                    .forEach(probe ->
                            assertThat(ports(pods)).contains(probe.path("port").asText()));
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldRouteToServicesThatThereAre(Installation installation) {
        Rendering rendering = Chart.render(installation);
        for (JsonNode ingress : rendering.of("Ingress")) {
            assertThat(ingress.at("/spec/rules")).isNotEmpty();
            JsonNode backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
            JsonNode service = rendering.one("Service", backend.path("name").asText());
            assertThat(service.at("/spec/ports").findValuesAsText("name"))
                    .contains(backend.at("/port/name").asText());
        }
        for (JsonNode route : rendering.of("HTTPRoute")) {
            JsonNode backend = route.at("/spec/rules/0/backendRefs/0");
            JsonNode service = rendering.one("Service", backend.path("name").asText());
            assertThat(service.at("/spec/ports").findValuesAsText("port"))
                    .contains(backend.path("port").asText());
        }
        for (JsonNode set : rendering.of("StatefulSet")) {
            JsonNode service =
                    rendering.one("Service", set.at("/spec/serviceName").asText());
            assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None");
        }
        for (JsonNode scaler : rendering.of("HorizontalPodAutoscaler", "ScaledObject")) {
            JsonNode target = scaler.at("/spec/scaleTargetRef");
            JsonNode scaled = rendering.one(
                    target.path("kind").asText(), target.path("name").asText());
            assertThat(scaled.at("/spec/replicas").asInt())
                    .as("without the field, a workload that had it gets 1")
                    .isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldMountWhatThereIs(Installation installation) throws IOException {
        Rendering rendering = Chart.render(installation);
        Set<String> secrets = secrets(rendering, installation);
        for (Pods pods : rendering.pods()) {
            Set<String> volumes = new HashSet<>();
            pods.spec().path("volumes").forEach(volume -> {
                assertThat(volumes.add(volume.path("name").asText())).isTrue();
                if (volume.has("configMap")) {
                    assertThat(rendering.has(
                                    "ConfigMap", volume.at("/configMap/name").asText()))
                            .isTrue();
                }
            });
            pods.owner()
                    .at("/spec/volumeClaimTemplates")
                    .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
            assertThat(pods.containers()
                            .flatMap(container -> container.path("volumeMounts").valueStream())
                            .map(mount -> mount.path("name").asText())
                            .distinct())
                    .as(pods.toString())
                    .containsExactlyInAnyOrderElementsOf(volumes);
            assertThat(pods.containers())
                    .allSatisfy(container -> assertThat(container.path("volumeMounts"))
                            .extracting(mount -> mount.path("mountPath").asText())
                            .doesNotHaveDuplicates());
            assertThat(secretsOf(pods)).as(pods.toString()).isSubsetOf(secrets);
            String account = pods.spec().path("serviceAccountName").asText();
            assertThat(account.equals("default") || rendering.has("ServiceAccount", account))
                    .isTrue();
        }
    }

    /** A pre-install hook runs before anything that is no hook is there. */
    @ParameterizedTest
    @MethodSource("installations")
    void shouldBringWithAHookWhatItNeeds(Installation installation) {
        Rendering rendering = Chart.render(installation);
        for (Pods pods : rendering.pods()) {
            List<String> events = Rendering.hooks(pods.owner());
            if (events.isEmpty() || events.contains("test")) {
                continue;
            }
            Set<String> needed = new HashSet<>(secretsOf(pods));
            pods.spec()
                    .path("volumes")
                    .findValues("configMap")
                    .forEach(map -> needed.add(map.path("name").asText()));
            needed.add(pods.spec().path("serviceAccountName").asText());
            rendering.objects().stream()
                    .filter(object ->
                            needed.contains(object.at("/metadata/name").asText()))
                    .filter(object -> List.of("ConfigMap", "ServiceAccount", "KafkaUser")
                            .contains(object.path("kind").asText()))
                    .forEach(object -> {
                        assertThat(Rendering.hooks(object))
                                .as("%s, which %s needs", Rendering.name(object), pods)
                                .containsAll(events);
                        assertThat(weight(object)).isLessThan(weight(pods.owner()));
                    });
        }
    }

    private static int weight(JsonNode object) {
        return object.at("/metadata/annotations").path("helm.sh/hook-weight").asInt();
    }

    private static Stream<JsonNode> selectors(JsonNode object) {
        return switch (object.path("kind").asText()) {
            case "Service" -> Stream.of(object.at("/spec/selector"));
            case "StatefulSet", "Deployment", "PodDisruptionBudget", "PodMonitor", "ServiceMonitor" ->
                Stream.of(object.at("/spec/selector/matchLabels"));
            case "NetworkPolicy" ->
                object.at("/spec/podSelector/matchLabels").isEmpty()
                        ? Stream.empty()
                        : Stream.of(object.at("/spec/podSelector/matchLabels"));
            default -> Stream.empty();
        };
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty()
                && selector.propertyStream()
                        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }

    private static Pods podsOf(Rendering rendering, JsonNode service) {
        return rendering.pods().stream()
                .filter(each -> matches(service.at("/spec/selector"), each.labels()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ports(Pods pods) {
        return pods.containers()
                .flatMap(container -> container.path("ports").valueStream())
                .map(port -> port.path("name").asText())
                .toList();
    }

    private static Set<String> secretsOf(Pods pods) {
        Set<String> names = new HashSet<>();
        pods.containers()
                .flatMap(container -> container.findValues("secretKeyRef").stream())
                .forEach(reference -> names.add(reference.path("name").asText()));
        pods.spec().path("volumes").forEach(volume -> {
            if (volume.has("secret")) {
                names.add(volume.at("/secret/secretName").asText());
            }
            volume.at("/projected/sources")
                    .forEach(source -> names.add(source.at("/secret/name").asText()));
        });
        return names;
    }

    /** The Secrets that operators make of what is rendered, and those that the values name. */
    private static Set<String> secrets(Rendering rendering, Installation installation) throws IOException {
        Set<String> secrets = new HashSet<>();
        rendering
                .of("KafkaUser")
                .forEach(user -> secrets.add(user.at("/metadata/name").asText()));
        rendering
                .of("ExternalSecret")
                .forEach(secret -> secrets.add(secret.at("/spec/target/name").asText()));
        collect(Chart.YAML.readTree(Files.readString(installation.values())), secrets);
        return secrets;
    }

    private static void collect(JsonNode values, Set<String> names) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (value.getKey().endsWith("Secret") && value.getValue().isTextual()) {
                names.add(value.getValue().asText());
            }
            collect(value.getValue(), names);
        }
        if (values.isArray()) {
            values.forEach(item -> collect(item, names));
        }
    }
}
