package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real API server says, where {@code KUBEBUILDER_ASSETS} names one; custom resources are left to {@link ObjectsTest}.
 * The namespace enforces Pod Security's "restricted".
 */
class ApiServerTest {
    private static final String COMPLETE = """
            {"status": {"succeeded": 1, "startTime": "2026-01-01T00:00:00Z", "completionTime": "2026-01-01T00:00:01Z",
              "conditions": [
                {"type": "SuccessCriteriaMet", "status": "True", "lastTransitionTime": "2026-01-01T00:00:01Z"},
                {"type": "Complete", "status": "True", "lastTransitionTime": "2026-01-01T00:00:01Z"}]}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private static @Nullable LocalCluster cluster;

    static List<Installation> installations() {
        return Installation.all();
    }

    @BeforeAll
    static void startCluster() throws Exception {
        Optional<Path> assets =
                Optional.ofNullable(System.getenv("KUBEBUILDER_ASSETS")).map(Path::of);
        assumeTrue(
                assets.filter(path -> Files.isExecutable(path.resolve("kube-apiserver")))
                        .isPresent(),
                "skipped: KUBEBUILDER_ASSETS names no kube-apiserver and etcd");
        cluster = LocalCluster.start(assets.orElseThrow(), directory);
        cluster.kubectl("""
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: meetings
                  labels: {pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/warn: restricted}
                """, "create", "--filename", "-");
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldBeTakenStrictlyAndWithoutAWarning(Installation installation) throws Exception {
        String objects = Chart.render(installation).objects().stream()
                .filter(object -> isKubernetesOwn(object))
                .map(JsonNode::toString)
                .collect(Collectors.joining("\n---\n"));
        String answer = running()
                .kubectl(
                        objects,
                        "apply",
                        "--namespace",
                        Chart.NAMESPACE,
                        "--dry-run=server",
                        "--validate=strict",
                        "-f-");
        assertThat(answer).doesNotContain("Warning", "warning").contains("(server dry run)");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("helms")
    void shouldInstallUpgradeRollBackAndUninstall(HelmProgram helm) throws Exception {
        String minimal = Installation.MINIMAL.values().toString();
        Thread jobs = Thread.ofVirtual().start(ApiServerTest::completeJobs);
        try {
            helm(helm, "install", "adj", Chart.DIRECTORY.toString(), "--values", minimal);
            assertThat(replicas()).isEqualTo("2");
            helm(
                    helm,
                    "upgrade",
                    "adj",
                    Chart.DIRECTORY.toString(),
                    "--values",
                    minimal,
                    "--set",
                    "gateway.replicaCount=4,gateway.spool.maxBytes=2GiB,commonLabels.team=meetings");
            assertThat(replicas()).isEqualTo("4");
            String scaling = "gateway.replicaCount=4,gateway.autoscaling.enabled=true";
            helm(helm, "upgrade", "adj", Chart.DIRECTORY.toString(), "--values", minimal, "--set", scaling);
            assertThat(replicas()).as("autoscaling is switched on").isEqualTo("4");
            kubectl("scale", "statefulset", "adj-adjourn-gateway", "--replicas=6");
            helm(helm, "upgrade", "adj", Chart.DIRECTORY.toString(), "--values", minimal, "--set", scaling);
            assertThat(replicas()).as("the autoscaler has made six").isEqualTo("6");
            kubectl("delete", "statefulset", "adj-adjourn-gateway", "--cascade=orphan");
            helm(
                    helm,
                    "upgrade",
                    "adj",
                    Chart.DIRECTORY.toString(),
                    "--values",
                    minimal,
                    "--set",
                    "gateway.spool.size=4Gi");
            assertThat(kubectl(
                            "get",
                            "statefulset",
                            "adj-adjourn-gateway",
                            "--output=jsonpath={.spec.volumeClaimTemplates[0].spec.resources.requests.storage}"))
                    .isEqualTo("4Gi");
            helm(helm, "uninstall", "adj");
            helm(helm, "install", "adj", Chart.DIRECTORY.toString(), "--values", minimal);
            helm(
                    helm,
                    "upgrade",
                    "adj",
                    Chart.DIRECTORY.toString(),
                    "--values",
                    minimal,
                    "--set",
                    "gateway.replicaCount=3");
            helm(helm, "rollback", "adj", "1");
            assertThat(replicas()).isEqualTo("2");
            helm(helm, "uninstall", "adj");
            assertThat(kubectl("get", "all,configmap,networkpolicy", "--output=name"))
                    .doesNotContain("adj-adjourn");
        } finally {
            jobs.interrupt();
            jobs.join();
        }
    }

    /** The oldest and the newest. */
    static List<HelmProgram> helms() {
        List<HelmProgram> all = HelmProgram.all();
        return all.size() > 2 ? List.of(all.getFirst(), all.getLast()) : all;
    }

    private static String kubectl(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 2];
        all[0] = "--namespace";
        all[1] = Chart.NAMESPACE;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return running().kubectl("", all);
    }

    private static String replicas() throws IOException, InterruptedException {
        return kubectl("get", "statefulset", "adj-adjourn-gateway", "--output=jsonpath={.spec.replicas}");
    }

    private static void helm(HelmProgram program, String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--namespace";
        all[arguments.length + 1] = Chart.NAMESPACE;
        running().run(program.path().toString(), "", all);
    }

    /** There is no kubelet: a Job ends because somebody says so. */
    private static void completeJobs() {
        try {
            while (!Thread.interrupted()) {
                List<String> names = running()
                        .kubectl("", "--namespace", Chart.NAMESPACE, "get", "jobs", "--output=name")
                        .lines()
                        .filter(name -> name.startsWith("job.batch/"))
                        .toList();
                for (String job : names) {
                    complete(job);
                }
                Thread.sleep(300);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void complete(String job) throws IOException, InterruptedException {
        try {
            running()
                    .kubectl(
                            "",
                            "--namespace",
                            Chart.NAMESPACE,
                            "patch",
                            job,
                            "--subresource=status",
                            "--type=merge",
                            "--patch",
                            COMPLETE);
        } catch (AssertionError gone) {
            // Complete already, or deleted meanwhile: Helm goes on either way, or its own deadline says that it did
            // not.
        }
    }

    private static boolean isKubernetesOwn(JsonNode object) {
        String group = object.path("apiVersion").asText();
        return !group.contains(".") || (group.contains("k8s.io/") && !group.startsWith("gateway."));
    }

    private static LocalCluster running() {
        if (cluster == null) {
            throw new IllegalStateException("not started");
        }
        return cluster;
    }
}
