package io.adjourn.simulator;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Writes a sources file for every vendor that can be simulated, with secrets that are obviously for tests. */
public final class DemoSources {
    private DemoSources() {}

    /**
     * Writes the file and returns where it is.
     *
     * @param settle how long meetings wait for what is expected after their end
     * @param silence how long they wait for news before that
     */
    public static Path write(Path directory, Duration settle, Duration silence) {
        var yaml = new StringBuilder(
                "# Generated for trying things out. The secrets are for tests only: they are public.\nsources:\n");
        for (Simulator simulator : Simulators.ALL) {
            String name = "demo-" + simulator.vendor();
            yaml.append(signed(name, simulator, settle, silence));
            if (simulator.sendsUnsigned()) {
                String token = name + "-token";
                yaml.append(source(
                        token, simulator.vendor(), "token", List.of("test-secret-of-" + token), settle, silence));
            }
        }
        Path file = directory.resolve("sources.yaml");
        try {
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new CannotStartException("cannot write " + file + ": choose another directory with --data", e);
        }
    }

    /** A source of that vendor, as in such a file, which signs. */
    public static String signed(String name, Simulator simulator, Duration settle, Duration silence) {
        return source(name, simulator.vendor(), "signature", simulator.testSecrets(name), settle, silence);
    }

    private static String source(
            String name, String vendor, String verification, List<String> secrets, Duration settle, Duration silence) {
        return """
                  %1$s:
                    vendor: %2$s
                    verification: %3$s
                    secrets: ["%4$s"]
                    settle: %5$s
                    silence: %6$s
                """.formatted(name, vendor, verification, String.join("\", \"", secrets), settle, silence);
    }
}
