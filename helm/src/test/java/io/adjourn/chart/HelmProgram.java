package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Helm of the machine.
 *
 * @param version such as {@code 3.9.4}
 */
record HelmProgram(Path path, String version) {

    /** Those that the environment's {@code HELMS} names, a path each with the system's separator between. */
    static List<HelmProgram> all() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("HELMS")).orElse("").split(File.pathSeparator))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .map(path -> new HelmProgram(path, versionOf(path)))
                .toList();
    }

    private static String versionOf(Path path) {
        try {
            String version = new HelmProgram(path, "unknown").run("version", "--short");
            return version.substring(1).replaceFirst("[+].*\\s*", "");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(path + " is no Helm", e);
        }
    }

    /** Its output and errors. It must end well. */
    String run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Process process = start(environment, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** What it says to something wrong. */
    String refusal(String... arguments) throws IOException, InterruptedException {
        Process process = start(Map.of(), arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isNotZero();
        return output;
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<String>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public String toString() {
        return version;
    }
}
