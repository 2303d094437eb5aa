package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kubectl adjourn} asks of kubectl: here a program that writes down what it is asked. */
class KubectlPluginTest {
    private static final String KUBECTL = """
            #!/bin/sh
            case "$*" in
            *"get cronjobs"*) cat "$(dirname "$0")/cronjobs" ;;
            *"create job"*) echo "$@" >>"$(dirname "$0")/asked"; echo "kind: Job" ;;
            "patch --local"*) cat >/dev/null; while [ $# -gt 1 ]; do shift; done; printf "%s" "$1" >"$(dirname "$0")/patch" ;;
            *"create --filename -"*) cat >/dev/null; echo "job.batch/made created" ;;
            *logs*) echo "the output" ;;
            *wait*) [ ! -f "$(dirname "$0")/fails" ] ;;
            esac
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private record Run(int exitCode, String output) {}

    @Test
    void shouldMakeAJobOfACommandAndPrintItsOutput() throws Exception {
        Run run = run(
                List.of("cronjob.batch/adj-adjourn-commands"),
                "--namespace",
                "meetings",
                "rejected",
                "list",
                "--detail",
                "a \"quoted\" \\ text");
        assertThat(run.output()).contains("the output");
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(directory.resolve("asked")))
                .contains("--namespace meetings create job adjourn-rejected-", "--from cronjob/adj-adjourn-commands");
        JsonNode patch = Chart.YAML.readTree(Files.readString(directory.resolve("patch")));
        assertThat(patch.at("/0/path").asText()).isEqualTo("/spec/template/spec/containers/0/args");
        assertThat(patch.at("/0/value").valueStream().map(JsonNode::asText))
                .containsExactly("rejected", "list", "--detail", "a \"quoted\" \\ text");
    }

    @Test
    void shouldFailWithTheJob() throws Exception {
        Files.createFile(directory.resolve("fails"));
        assertThat(run(List.of("cronjob.batch/one"), "audit").exitCode()).isEqualTo(1);
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        assertThat(run(List.of(), "audit"))
                .isEqualTo(new Run(2, "kubectl adjourn: there is no installation here: say --namespace\n"));
        assertThat(run(List.of("cronjob.batch/one", "cronjob.batch/two"), "audit")
                        .output())
                .isEqualTo("kubectl adjourn: there are several installations here: say --release\n");
        assertThat(run(List.of()).output()).startsWith("kubectl adjourn: say which command");
    }

    private Run run(List<String> cronJobs, String... arguments) throws IOException, InterruptedException {
        Files.write(directory.resolve("cronjobs"), cronJobs);
        Path kubectl = Files.writeString(directory.resolve("kubectl"), KUBECTL);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        var command = new ArrayList<>(List.of("bash", "kubectl-adjourn"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECTL", kubectl.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
