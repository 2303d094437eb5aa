package io.adjourn.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.config.Source.Verification;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.meetstream.MeetStream;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesFileTest {
    private static final Vendors VENDORS = new Vendors(List.of(new MeetStream()));
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ACME_SECRET", "test-secret-of-acme",
            "ACME_TOKEN", "test-token-0123456789",
            "SHORT", "test-token",
            "SLASHED", "test/token/0123456789",
            "PADDED", "test-secret ",
            "BLANK", "");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("sources.yaml");
    }

    @Test
    void shouldReadSourcesWithTheirVendorsDefaults() throws Exception {
        Source source = read("""
                sources:
                  acme-meetstream:
                    vendor: meetstream
                    secrets: ["${ACME_SECRET}"]
                """).find("acme-meetstream").orElseThrow();

        assertThat(source.name()).isEqualTo("acme-meetstream");
        assertThat(source.vendor().id()).isEqualTo("meetstream");
        assertThat(source.verification()).isEqualTo(Verification.SIGNATURE);
        assertThat(source.rules())
                .isEqualTo(new CompletionRules(
                        Set.of(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT),
                        Duration.ofHours(2),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(60),
                        Duration.ofHours(6),
                        Duration.ofDays(14)));
    }

    @Test
    void shouldReadWhatASourceSaysOtherwise() throws Exception {
        Source source = read("""
                sources:
                  acme:
                    vendor: meetstream
                    secrets: ["${ACME_SECRET}"]
                    schemes: [signature]
                    expects: [VIDEO]
                    settle: PT5S
                    silence: PT1M
                    scheduled-silence: P1D
                """).find("acme").orElseThrow();

        assertThat(source.rules())
                .isEqualTo(new CompletionRules(
                        Set.of(ArtifactKind.VIDEO),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(1),
                        Duration.ofDays(1)));
    }

    @Test
    void shouldExpectNothingWhenItSaysSo() throws Exception {
        assertThat(read("sources: {acme: {vendor: meetstream, secrets: [s3], expects: []}}")
                        .find("acme")
                        .orElseThrow()
                        .rules()
                        .expects())
                .isEmpty();
    }

    @Test
    void shouldVerifyWithEverySecretWhereverItStands() throws Exception {
        Files.writeString(folder.resolve("from-file"), "test-token-from-a-file\n");
        Source source = read("""
                sources:
                  acme:
                    vendor: meetstream
                    verification: token
                    secrets: ["${ACME_TOKEN}", "test-token-written-out"]
                    secret-files: [from-file]
                """).find("acme").orElseThrow();

        for (String token :
                new String[] {"test-token-0123456789", "test-token-written-out", "test-token-from-a-file"}) {
            assertThat(source.verifier().beforeBody(request(token))).contains(new Accepted("token"));
        }
        assertThat(source.verifier().beforeBody(request("test-token-of-another")))
                .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Refused.class));
    }

    @Test
    void shouldLetEverythingInOnlyWhereTheSourceSaysSoAndTellWhich() throws Exception {
        Sources sources = read("""
                sources:
                  lab-b: {vendor: meetstream, verification: none}
                  acme: {vendor: meetstream, secrets: ["${ACME_SECRET}"]}
                  lab-a: {vendor: meetstream, verification: none}
                """);

        assertThat(sources.unverified()).extracting(Source::name).containsExactly("lab-a", "lab-b");
        assertThat(sources.all()).extracting(Source::name).containsExactly("acme", "lab-a", "lab-b");
        assertThat(sources.find("lab-a").orElseThrow().verifier().beforeBody(request(null)))
                .contains(new Accepted("none"));
        assertThat(sources.find("acme").orElseThrow().verifier().beforeBody(request(null)))
                .contains(new Refused(
                        Reason.MISSING, "no signature or credential found: expected header x-meetstream-signature"));
        assertThat(sources.find("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1/s, 1, PT1S", "100/s, 100, PT1S", "6000/min, 6000, PT1M", "999999999/s, 999999999, PT1S"})
    void shouldReadHowManyDeliveriesASourceTakes(String text, long count, Duration period) throws Exception {
        Source source = read("sources: {acme: {vendor: meetstream, secrets: [hush], rate-limit: " + text + "}}")
                .find("acme")
                .orElseThrow();

        assertThat(source.rateLimit()).isEqualTo(new RateLimit(count, period));
    }

    @ParameterizedTest
    @CsvSource({"'', SPOOL", "'on-kafka-unavailable: spool', SPOOL", "'on-kafka-unavailable: reject', REJECT"})
    void shouldReadWhatHappensToDeliveriesWhileKafkaIsUnavailable(String setting, OnKafkaUnavailable expected)
            throws Exception {
        Source source = read("sources: {acme: {vendor: meetstream, secrets: [hush], " + setting + "}}")
                .find("acme")
                .orElseThrow();

        assertThat(source.onKafkaUnavailable()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/s", "-1/s", "1/h", "1.5/s", "9999999999/s", "s", "/min", "100 /s"})
    void shouldRefuseWhatIsNoRate(String text) {
        assertThat(RateLimit.parse(text)).isEmpty();
    }

    @Test
    void shouldBeTheSameSourcesWhenNothingHasChanged() throws Exception {
        Files.writeString(folder.resolve("secret"), "test-secret-in-a-file");
        String text = "sources: {acme: {vendor: meetstream, secret-files: [secret]}, lab: {vendor: meetstream,"
                + " verification: none}}";
        Sources first = read(text);

        assertThat(read(text)).isEqualTo(first);
        Files.writeString(folder.resolve("secret"), "test-secret-that-is-new");
        assertThat(read(text)).isNotEqualTo(first);
    }

    @Test
    void shouldReadWithoutSecretsAndThenLetNothingIn() throws Exception {
        Files.writeString(file, """
                sources:
                  acme: {vendor: meetstream, secrets: ["${NOT_SET}"], secret-files: [/nowhere], settle: PT5S}
                  bare: {vendor: meetstream}
                  lab: {vendor: meetstream, verification: none}
                """);

        Sources sources = SourcesFile.readWithoutSecrets(file, VENDORS);

        assertThat(sources.find("acme").orElseThrow().rules().settle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sources.all())
                .hasSize(3)
                .allSatisfy(source -> assertThat(source.verifier().beforeBody(request("x")))
                        .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Refused.class)));
        assertThatThrownBy(() -> SourcesFile.readWithoutSecrets(write("sources: {acme: {vendor: zoom}}"), VENDORS))
                .isInstanceOf(InvalidSourcesException.class);
    }

    @Test
    void shouldReadAFileWithAByteOrderMark() throws Exception {
        assertThat(read("\uFEFFsources: {acme: {vendor: meetstream, verification: none}}")
                        .find("acme"))
                .isPresent();
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                bad("", ": is empty: write at least one source under sources:"),
                bad("# nothing yet\n", ": is empty: write at least one source under sources:"),
                bad("{}", ": is empty: write at least one source under sources:"),
                bad("sources: {}", ":1: sources: is empty: write at least one source under it"),
                bad("\nsources:\n", ":2: sources: must contain keys with values, one per line"),
                bad("- acme\n", ":1: the file: must contain keys with values, one per line"),
                bad("source: {}", ":1: source: source is unknown; did you mean sources? Known are sources"),
                bad(
                        "sources:\n  acme: [\n",
                        ":3: is not YAML at column 1: check quotes, brackets and indentation there; values with one"
                                + " of {}[]*&!%@ need quotes"),
                bad(
                        "sources:\n  acme: {secrets: [*hush]}\n",
                        ":2: is not YAML at column 20: check quotes, brackets and indentation there; values with"
                                + " one of {}[]*&!%@ need quotes"),
                bad(
                        "!!%a",
                        ": is not YAML: check its quotes, brackets and tags; values with one of {}[]*&!%@ need quotes"),
                bad("sources:\n  acme: \u0007\n", ":2: contains a character that YAML does not allow: remove it"),
                bad("[".repeat(60), ": is too large or nested too deeply: simplify it"),
                bad("sources: {? [acme] : b}", ":1: sources.a key: must be a single value"),
                source(
                        "acme_1",
                        "vendor: meetstream",
                        ":2: sources.acme_1: is not a valid source name: use 1 to 63 characters of a-z, 0-9 and -"),
                source(
                        "Acme",
                        "vendor: meetstream",
                        ":2: sources.Acme: is not a valid source name: use 1 to 63 characters of a-z, 0-9 and -"),
                source(
                        "a".repeat(64),
                        "vendor: meetstream",
                        ":2: sources." + "a".repeat(64) + ": is not a valid source name: use 1 to 63 characters of"
                                + " a-z, 0-9 and -"),
                bad("sources:\n  acme: {}\n  acme: {}\n", ":3: sources.acme: is a duplicate of line 2: remove one"),
                source(
                        "acme",
                        "vendor: meetstream\n    vendor: zoom",
                        ":4: sources.acme.vendor: is a duplicate of line 3: remove one"),
                source(
                        "acme",
                        "secrets: [hush]",
                        ":2: sources.acme: has no vendor: add vendor: with one of meetstream"),
                source("acme", "vendor:", ":3: sources.acme.vendor: is empty: set a value"),
                source("acme", "vendor: [meetstream]", ":3: sources.acme.vendor: must be a single value"),
                source(
                        "acme",
                        "vendor: meetsteam",
                        ":3: sources.acme.vendor: meetsteam is unknown; did you mean meetstream? Known are"
                                + " meetstream"),
                source("acme", "vendor: zoom", ":3: sources.acme.vendor: zoom is unknown; known are meetstream"),
                source(
                        "acme",
                        "vendor: meetstream\n    secret: [hush]",
                        ":4: sources.acme.secret: secret is unknown; did you mean secrets? Known are vendor, secrets,"
                                + " secret-files, verification, schemes, expects, settle, silence, scheduled-silence,"
                                + " rate-limit, on-kafka-unavailable, api-keys, api-key-files, api-base-url"),
                source(
                        "acme",
                        "\"colour\\n\": blue",
                        ":3: sources.acme.colour?: colour? is unknown; known are vendor, secrets, secret-files,"
                                + " verification, schemes, expects, settle, silence, scheduled-silence,"
                                + " rate-limit, on-kafka-unavailable, api-keys, api-key-files, api-base-url"),
                source(
                        "acme",
                        "vendor: meetstream\n    verification: none\n    rate-limit: 100",
                        ":5: sources.acme.rate-limit: 100 is not a rate: use deliveries per second or per minute,"
                                + " such as 100/s or 6000/min"),
                acme("", ":2: sources.acme: has no secret: add secrets: [\"${NAME}\"] or secret-files: [PATH]"),
                acme(
                        "secrets: []",
                        ":2: sources.acme: has no secret: add secrets: [\"${NAME}\"] or secret-files: [PATH]"),
                acme("secrets: hush", ":4: sources.acme.secrets: must be a list, such as [ONE, TWO]"),
                acme("secrets: [\"\"]", ":4: sources.acme.secrets[0]: is empty: set a value"),
                acme("secrets: [~]", ":4: sources.acme.secrets[0]: is empty: set a value"),
                acme("secrets: [[hush]]", ":4: sources.acme.secrets[0]: must be a single value"),
                acme(
                        "secrets: [hush, \"${NOT_SET}\"]",
                        ":4: sources.acme.secrets[1]: the environment variable NOT_SET is not set: set it to the"
                                + " secret"),
                acme(
                        "secrets: [\"${BLANK}\"]",
                        ":4: sources.acme.secrets[0]: the environment variable BLANK is empty: set it to the secret"),
                acme(
                        "secrets: [\"hush${ACME_SECRET}\"]",
                        ":4: sources.acme.secrets[0]: must be a variable alone, such as \"${NAME}\", with nothing"
                                + " before or after it"),
                acme(
                        "secrets: [\"${ACME_SECRET}${BLANK}\"]",
                        ":4: sources.acme.secrets[0]: must be a variable alone, such as \"${NAME}\", with nothing"
                                + " before or after it"),
                acme(
                        "secrets: [\"${}\"]",
                        ":4: sources.acme.secrets[0]: must be a variable alone, such as \"${NAME}\", with nothing"
                                + " before or after it"),
                acme(
                        "secrets: [\"${hush!}\"]",
                        ":4: sources.acme.secrets[0]: must be a variable alone, such as \"${NAME}\", with nothing"
                                + " before or after it"),
                acme(
                        "secrets: [\"${PADDED}\"]",
                        ":4: sources.acme.secrets[0]: the secret begins or ends with white space, which no vendor's"
                                + " secret does: remove it"),
                acme(
                        "secret-files: [nowhere]",
                        ":4: sources.acme.secret-files[0]: the file nowhere cannot be read as UTF-8 text: check"
                                + " that it exists and its permissions"),
                acme(
                        "secret-files: [\"\\0\"]",
                        ":4: sources.acme.secret-files[0]: the file ? cannot be read as UTF-8 text: check that it"
                                + " exists and its permissions"),
                acme(
                        "secret-files: [blank]",
                        ":4: sources.acme.secret-files[0]: the file blank is empty: write the secret into it"),
                acme(
                        "verification: nome",
                        ":4: sources.acme.verification: nome is unknown; did you mean none? Known are signature,"
                                + " token, none"),
                acme(
                        "verification: none\n    when-kafka-is-away: wait",
                        ":5: sources.acme.when-kafka-is-away: was renamed: use on-kafka-unavailable with spool or"
                                + " reject"),
                acme(
                        "verification: none\n    on-kafka-unavailable: spool\n    when-kafka-is-away: refuse",
                        ":6: sources.acme.when-kafka-is-away: is the former name of on-kafka-unavailable, which is set,"
                                + " too: remove it"),
                acme(
                        "verification: none\n    on-kafka-unavailable: wait",
                        ":5: sources.acme.on-kafka-unavailable: wait is unknown; known are spool, reject"),
                acme(
                        "verification: none\n    secrets: [hush]",
                        ":5: sources.acme.secrets: has no effect with verification: none: remove one of the two"),
                acme(
                        "verification: none\n    secret-files: [blank]",
                        ":5: sources.acme.secret-files: has no effect with verification: none: remove one of the two"),
                acme(
                        "verification: token\n    schemes: [signature]",
                        ":5: sources.acme.schemes: has no effect with verification: token: remove one of the two"),
                acme(
                        "verification: token\n    secrets: [\"${SHORT}\"]",
                        ":5: sources.acme.secrets[0]: is not a valid token: use at least 16 random characters of"
                                + " A-Z a-z 0-9 - . _ ~, such as `openssl rand -hex 24` prints"),
                acme(
                        "verification: token\n    secrets: [\"${SLASHED}\"]",
                        ":5: sources.acme.secrets[0]: is not a valid token: use at least 16 random characters of"
                                + " A-Z a-z 0-9 - . _ ~, such as `openssl rand -hex 24` prints"),
                acme(
                        "secrets: [hush]\n    schemes: [svix]",
                        ":5: sources.acme.schemes[0]: svix is unknown; known are signature"),
                acme(
                        "secrets: [hush]\n    schemes: []",
                        ":5: sources.acme.schemes: is empty, so no delivery could be accepted: list some of"
                                + " signature, or remove the key to accept all"),
                acme(
                        "secrets: [hush]\n    expects: [AUDIO, TRANSCRIPTS]",
                        ":5: sources.acme.expects[1]: TRANSCRIPTS is unknown; did you mean TRANSCRIPT? Known are"
                                + " RECORDING, AUDIO, VIDEO, TRANSCRIPT, RAW_TRANSCRIPT, DIARIZATION, CHAT, SUMMARY, MANIFEST"),
                acme(
                        "secrets: [hush]\n    expects: [UNKNOWN]",
                        ":5: sources.acme.expects[0]: UNKNOWN is unknown; known are RECORDING, AUDIO, VIDEO,"
                                + " TRANSCRIPT, RAW_TRANSCRIPT, DIARIZATION, CHAT, SUMMARY, MANIFEST"),
                acme(
                        "secrets: [hush]\n    expects: AUDIO",
                        ":5: sources.acme.expects: must be a list, such as [ONE, TWO]"),
                acme(
                        "secrets: [hush]\n    settle: 2h",
                        ":5: sources.acme.settle: 2h is not a duration: use ISO 8601, such as PT90S, PT2H or P14D"),
                acme(
                        "secrets: [hush]\n    settle: PT0S",
                        ":5: sources.acme.settle: must be longer than PT0S and at most P366D"),
                acme(
                        "secrets: [hush]\n    silence: PT-1H",
                        ":5: sources.acme.silence: must be longer than PT0S and at most P366D"),
                acme(
                        "secrets: [hush]\n    scheduled-silence: P367D",
                        ":5: sources.acme.scheduled-silence: must be longer than PT0S and at most P366D"),
                acme(
                        "secrets: [hush]\n    silence: P99999999999999999999D",
                        ":5: sources.acme.silence: P99999999999999999999D is not a duration: use ISO 8601, such as"
                                + " PT90S, PT2H or P14D"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void shouldSayInOneLineWhereWhatIsWrongAndWhatToDo(String content, String message) throws Exception {
        Files.writeString(folder.resolve("blank"), "\n");

        var thrown = catchThrowableOfType(
                InvalidSourcesException.class, () -> SourcesFile.read(write(content), VENDORS, ENVIRONMENT));

        assertThat(thrown).hasMessage(file + message);
        assertThat(thrown.getMessage()).hasLineCount(1).doesNotContain("hush").doesNotContain("test-");
    }

    @Test
    void shouldSayWhenThereIsNoFileOrNoneThatCanBeRead() throws Exception {
        assertThatThrownBy(() -> SourcesFile.read(file, VENDORS, ENVIRONMENT))
                .isInstanceOf(InvalidSourcesException.class)
                .hasMessage(file + ": file not found: create it, or set ADJOURN_SOURCES to yours");
        assertThatThrownBy(() -> SourcesFile.read(folder, VENDORS, ENVIRONMENT))
                .isInstanceOf(InvalidSourcesException.class)
                .hasMessage(folder + ": is a directory, a pipe or a device: use a regular file");

        Files.write(file, "sources: {é: 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SourcesFile.read(file, VENDORS, ENVIRONMENT))
                .isInstanceOf(InvalidSourcesException.class)
                .hasMessage(file + ": is not UTF-8: save it as UTF-8");
    }

    @Test
    void shouldReadApiKeysForWhoAsksAndSecretsForWhoVerifies() throws Exception {
        Files.writeString(folder.resolve("key"), "test-key-in-a-file\n");
        String text = """
                sources:
                  acme: { vendor: meetstream, secrets: ["${NOT_SET}"], api-keys: ["${ACME_TOKEN}"], api-key-files: [key] }
                  lab: { vendor: meetstream, verification: none, api-keys: [k], api-base-url: "https://lab.test/api/" }
                  quiet: { vendor: meetstream, verification: none }
                """;
        Sources sources = SourcesFile.readWithApiKeys(write(text), VENDORS, ENVIRONMENT);

        ApiAccess acme = requireNonNull(sources.find("acme").orElseThrow().api());
        assertThat(acme.keys().values()).containsExactly("test-token-0123456789", "test-key-in-a-file");
        assertThat(acme.baseUrl()).hasScheme("https");
        assertThat(acme.toString()).doesNotContain("test-token", "test-key");
        assertThat(requireNonNull(sources.find("lab").orElseThrow().api()).baseUrl())
                .hasToString("https://lab.test/api");
        assertThat(sources.find("quiet").orElseThrow().api()).isNull();

        String other = text.replace("${NOT_SET}", "${ACME_SECRET}").replace("${ACME_TOKEN}", "${NOT_SET}");
        assertThat(read(other).find("acme").orElseThrow().api()).isNull();
        assertThatThrownBy(() -> SourcesFile.readWhole(write(other), VENDORS, ENVIRONMENT))
                .hasMessageContaining("sources.acme.api-keys[0]: the environment variable NOT_SET is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api-base-url: 'https://lab.test' | api-base-url: has no effect without an API key",
                "api-keys: [] | has no secret: add api-keys",
                "api-keys: ['a key'] | is not a valid API key",
                "api-keys: [k], api-base-url: 'ftp://lab.test' | must be a base URL",
                "api-keys: [k], api-base-url: 'https://user:pw@lab.test' | must be a base URL",
                "api-keys: [k], api-base-url: 'https://lab.test/?key=hush' | must be a base URL",
                "api-keys: [k], api-base-url: 'lab.test' | must be a base URL",
                "api-keys: [k], api-base-url: 'https://[' | is not a URL"
            })
    void shouldSayWhatIsWrongWithHowAVendorIsAskedAndQuoteNothing(String fields, String message) throws IOException {
        Path written = write("sources: {acme: {vendor: meetstream, verification: none, " + fields + "}}");

        assertThatThrownBy(() -> SourcesFile.readWithApiKeys(written, VENDORS, ENVIRONMENT))
                .isInstanceOf(InvalidSourcesException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hush", "pw");
    }

    private static Arguments bad(String content, String message) {
        return Arguments.of(content, message);
    }

    private static Arguments source(String name, String fields, String message) {
        return bad("sources:\n  " + name + ":\n    " + fields + "\n", message);
    }

    private static Arguments acme(String fields, String message) {
        return source("acme", "vendor: meetstream\n    " + fields, message);
    }

    private Sources read(String content) throws InvalidSourcesException, IOException {
        return SourcesFile.read(write(content), VENDORS, ENVIRONMENT);
    }

    private Path write(String content) throws IOException {
        return Files.writeString(file, content);
    }

    private static Request request(@Nullable String token) {
        return new Request(Headers.NONE, token, Instant.EPOCH);
    }
}
