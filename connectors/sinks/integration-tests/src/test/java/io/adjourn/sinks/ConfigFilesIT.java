package io.adjourn.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.commands.Launcher;
import io.adjourn.commands.Tools;
import io.adjourn.commands.sinks.ConnectWorker;
import io.adjourn.commands.sinks.ConnectorConfig;
import io.adjourn.commands.sinks.Objection;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.JavaModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ./adjourn sinks validate} says of the files, and of mistakes in them, by a real worker. */
class ConfigFilesIT {
    @RegisterExtension
    static final SinkStack STACK = SinkStack.SHARED;

    @BeforeAll
    static void secrets() {
        STACK.secret("postgres-password", "test-password-of-the-sink");
        STACK.secret("iceberg-catalog-password", "test-password-of-the-lake");
        STACK.secret("webhook-secrets", "dGhlIHNlY3JldCBvZiBhIHRlc3QgdGhhdCBpcyBsb25nIGVub3VnaA==");
    }

    static List<String> files() throws IOException {
        try (var files = Files.list(JavaModule.home().resolve("connectors/sinks/config"))) {
            return files.map(Path::getFileName)
                    .map(name -> name.toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldHaveNothingToSayOfAFileThatIsRight(String file) throws InterruptedException {
        assertThat(objections(STACK.connectors().config(file))).isEmpty();
    }

    @Test
    void shouldNameWhatIsWrongWithoutSayingSecrets() throws InterruptedException {
        Map<String, String> wrong = new HashMap<>(STACK.connectors().config("webhook"));
        wrong.put("max.in.flight", "a-lot");
        wrong.put("retry.pause", "PT5S");
        wrong.put("secrets", "no-base64!");
        wrong.remove("url");
        assertThat(objections(wrong))
                .extracting(Objection::toString)
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith("url: Missing required configuration"),
                        problem -> assertThat(problem).startsWith("max.in.flight: Invalid value …"),
                        problem -> assertThat(problem).startsWith("retry.pause: nobody knows this setting"));
        wrong = new HashMap<>(STACK.connectors().config("webhook"));
        wrong.put("secrets", "no-base64!");
        assertThat(objections(wrong))
                .extracting(Objection::toString)
                .singleElement()
                .satisfies(problem -> assertThat(problem).isEqualTo("secrets: secrets has a secret that is no base64"));
    }

    @Test
    void shouldSayThatAWorkerLacksAConnectorOrDoesNotAnswer() {
        var unknown = new ConnectorConfig(Map.of("connector.class", "com.example.Nothing"));
        assertThatThrownBy(() -> worker().validate(unknown))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("com.example.Nothing");
        assertThatThrownBy(() -> new ConnectWorker(URI.create("http://127.0.0.1:1")).validate(unknown))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("--connect");
    }

    @Test
    void shouldExitByWhatTheWorkerSays(@TempDir Path directory) throws IOException {
        Map<String, String> settings = STACK.connectors().config("webhook");
        Path right = file(directory.resolve("right.json"), settings);
        settings.put("max.in.flights", String.valueOf(settings.remove("max.in.flight")));
        Path wrong = file(directory.resolve("wrong.json"), settings);
        Path broken = Files.writeString(directory.resolve("broken.json"), "{");
        var text = new StringWriter();

        assertThat(validate(text, right)).isZero();
        assertThat(text)
                .hasToString(right + " is valid for the worker at "
                        + STACK.connectors().worker() + "\n");
        assertThat(validate(text, wrong)).isEqualTo(2);
        assertThat(text.toString()).contains(wrong + ": max.in.flights: nobody knows this setting");
        assertThat(validate(text, broken)).isEqualTo(2);
        assertThat(text.toString()).contains(broken.toString());
    }

    private static Path file(Path path, Map<String, String> settings) throws IOException {
        return Files.write(path, new ObjectMapper().writeValueAsBytes(settings));
    }

    private static int validate(StringWriter text, Path file) {
        var out = new PrintWriter(text, true);
        return Launcher.commandLine(new Tools())
                .setOut(out)
                .setErr(out)
                .execute(
                        "sinks",
                        "validate",
                        file.toString(),
                        "--connect",
                        STACK.connectors().worker().toString());
    }

    private static List<Objection> objections(Map<String, String> settings) throws InterruptedException {
        return worker().validate(new ConnectorConfig(settings));
    }

    private static ConnectWorker worker() {
        return new ConnectWorker(STACK.connectors().worker());
    }
}
