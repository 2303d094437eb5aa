package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class AdjournTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @MethodSource("commands")
    void shouldHelpOnEveryCommand(List<String> command) {
        assertThat(adjourn(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new)))
                .isZero();
        assertThat(out.toString())
                .contains("Usage: adjourn " + String.join(" ", command))
                .contains("--help");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldShowWhatThereIsWhenAskedNothing() {
        assertThat(adjourn()).isZero();
        assertThat(out.toString())
                .contains("demo", "up", "simulate", "watch", "rejected", "audit", "sources", "contracts", "sinks");
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithAnOption() {
        assertThat(adjourn("watch", "completions", "--colour")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("adjourn: Unknown option: '--colour'; see ./adjourn watch --help\n");
    }

    @Test
    void shouldNameTheTopicsWhenThereIsNoSuchOne() {
        assertThat(adjourn("watch", "meetings")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("there is no topic meetings", "completions");
    }

    @Test
    void shouldSayThatNobodyAnswersWhenKafkaIsUnavailable() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(adjourn("simulate", "--url", "http://localhost:" + closed, "--sources", sources(TEST_SOURCES)))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("adjourn: no gateway answers at http://localhost:" + closed
                        + ": start ./adjourn up, or specify yours with --url\n");
    }

    /** Each ends with exit code 2 and one line, and none of them waits for anybody. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contracts apply --partitions 0                | at least one partition",
                "contracts apply --wait soon                   | is not a duration such as 90s, 5m or 1h",
                "contracts apply --unreleased --command-config /nowhere     | cannot read /nowhere",
                "contracts apply --unreleased --registry registry:8081      | is not a complete URL",
                "contracts apply --unreleased --bootstrap-servers kafka     | cannot create a Kafka client with these settings",
                "rejected list --registry http://us:pw@here    | contains credentials",
                "rejected list --from yesterday                | is not a time such as 2026-02-27T07:11:51Z",
                "audit --to tomorrow                           | is not a time such as 2026-02-27T07:11:51Z",
                "audit --until 2026-02-27T07:11:51Z            | Unknown option",
                "replay raw                                    | Unmatched argument",
                "audit raw                                     | Unmatched argument",
            })
    void shouldEndWithOneLineWhenTheInputIsWrong(String line, String complaint) {
        assertThat(adjourn(line.split(" +", -1))).isEqualTo(2);
        assertThat(err.toString()).startsWith("adjourn: ").hasLineCount(1).contains(complaint, "--help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldDescribeTheSourcesWhenTheFileIsFine() throws IOException {
        assertThat(adjourn("sources", "check", sources(TEST_SOURCES))).isZero();
        assertThat(out.toString())
                .contains("is valid: 1 source", "acme: meetstream · verified by signature · expects AUDIO, TRANSCRIPT")
                .doesNotContain("a-test-secret");
    }

    @Test
    void shouldNameFileAndKeyWhenTheSourcesFileIsWrong() throws IOException {
        String file = sources("sources:\n  acme:\n    vendor: meetstreem\n");
        assertThat(adjourn("sources", "check", file)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains(file, "acme", "meetstreem");
    }

    @Test
    void shouldRefuseToStartWhenTheSourcesFileIsWrong() throws IOException {
        String file = sources("sources: []\n");
        assertThat(adjourn("up", "--sources", file)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains(file, "sources");
    }

    private static final String TEST_SOURCES =
            "sources:\n  acme:\n    vendor: meetstream\n    secrets: [a-test-secret-of-acme]\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String sources(String yaml) throws IOException {
        return Files.writeString(directory.resolve("sources.yaml"), yaml).toString();
    }

    private int adjourn(String... arguments) {
        return Adjourn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    static Stream<List<String>> commands() {
        return commands(List.of(), Adjourn.commandLine());
    }

    private static Stream<List<String>> commands(List<String> path, CommandLine command) {
        Stream<List<String>> below = command.getSubcommands().entrySet().stream()
                .flatMap(sub -> commands(
                        Stream.concat(path.stream(), Stream.of(sub.getKey())).toList(), sub.getValue()));
        return Stream.concat(Stream.of(path), below);
    }
}
