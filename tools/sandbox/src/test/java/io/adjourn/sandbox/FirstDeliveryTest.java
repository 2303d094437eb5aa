package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.Simulators;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstDeliveryTest {
    private static final URI GATEWAY = URI.create("http://localhost:1");
    private static final String TOKEN = "a-canary-that-is-a-path-token";

    @TempDir
    private Path folder;

    static Stream<Simulator> simulators() {
        return Simulators.ALL.stream();
    }

    @Test
    void shouldShowAWholeRequestWithTheSecretsOfOurOwnFile() throws InvalidSourcesException {
        Path ours = DemoSources.write(folder, Duration.ofSeconds(30), Duration.ofMinutes(2));

        assertThat(new FirstDelivery(GATEWAY, ours, true).command().orElseThrow())
                .startsWith("curl ")
                .contains("http://localhost:1/webhooks/demo-", "--data-raw '{");
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void shouldShowNeitherASecretNorASignatureOfSomebodysOwnFile(Simulator simulator)
            throws InvalidSourcesException, IOException {
        List<String> secrets = simulator.testSecrets("a-canary");
        Path theirs = Files.writeString(
                folder.resolve("theirs.yaml"),
                "sources:\n  acme: { vendor: " + simulator.vendor() + ", secrets: [\"" + String.join("\", \"", secrets)
                        + "\"] }\n");

        assertThat(new FirstDelivery(GATEWAY, theirs, false).command().orElseThrow())
                .isEqualTo("./adjourn simulate --url http://localhost:1 --sources '" + theirs + "' --vendor "
                        + simulator.vendor() + " --meetings 1");
    }

    @Test
    void shouldShowNoTokenOfSomebodysOwnFile() throws InvalidSourcesException, IOException {
        Path theirs = Files.writeString(
                folder.resolve("theirs.yaml"),
                "sources:\n  acme: { vendor: meetstream, verification: token, secrets: [" + TOKEN + "] }\n");

        assertThat(new FirstDelivery(GATEWAY, theirs, false).command().orElseThrow())
                .startsWith("./adjourn simulate ")
                .doesNotContain(TOKEN);
    }

    /** What each command says that reads somebody's own file: there is a gateway nowhere, and verify is given no request. */
    @ParameterizedTest
    @MethodSource("simulators")
    void shouldPrintNoSecretOfSomebodysOwnFileWhateverIsAsked(Simulator simulator) throws IOException {
        List<String> secrets = simulator.testSecrets("a-canary");
        Path theirs = Files.writeString(
                folder.resolve("theirs.yaml"),
                "sources:\n  acme: { vendor: " + simulator.vendor() + ", secrets: [\"" + String.join("\", \"", secrets)
                        + "\"] }\n  bots: { vendor: " + simulator.vendor() + ", verification: token, secrets: [" + TOKEN
                        + "] }\n");
        Path request = Files.writeString(folder.resolve("request"), "POST /webhooks/acme HTTP/1.1\r\n\r\n{}");

        String file = theirs.toString();
        for (String[] command : new String[][] {
            {"sources", "check", file},
            {"simulate", "--url", "http://localhost:1", "--sources", file},
            {"verify", "--sources", file, request.toString()},
            {"verify", "--sources", file, "--source", "acme", request.toString()},
        }) {
            CommandLineRun run = CommandLineRun.of(command);
            assertThat(run.out() + run.err())
                    .as(String.join(" ", command))
                    .isNotEmpty()
                    .doesNotContain(TOKEN);
            secrets.forEach(secret -> assertThat(run.out() + run.err()).doesNotContain(secret));
        }
    }
}
