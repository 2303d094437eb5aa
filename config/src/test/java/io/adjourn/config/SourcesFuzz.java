package io.adjourn.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.Source.Verification;
import io.adjourn.fuzzing.Promise;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as a sources file: sources that let nobody in without proof, or one line that says what is wrong and holds no
 * secret.
 */
public final class SourcesFuzz {
    /** Stands for a secret: written out in a file, or in the environment. */
    private static final String SECRET = "hush-0123456789-hush";

    public static final List<String> DICTIONARY = List.of(
            "sources:",
            "\n  acme:",
            "\n    vendor: ",
            "\n    secrets: [\"" + SECRET + "\"]",
            "\n    secrets: [\"${SECRET}\"]",
            "\n    secret-files: [",
            "\n    verification: ",
            "\n    schemes: [",
            "\n    expects: [",
            "\n    settle: ",
            "\n    silence: ",
            "\n    scheduled-silence: ",
            "\n    rate-limit: ",
            "\n    on-kafka-unavailable: ",
            "vexa",
            "meetstream",
            "attendee",
            "meetingbaas-v2",
            "meetingbaas-v1",
            "signature",
            "token",
            "none",
            "AUDIO",
            "TRANSCRIPT",
            "PT2H",
            "100/s",
            "spool",
            "reject",
            "${",
            "${UNSET}",
            "${SHORT}",
            "${SPACED}",
            "&a",
            "*a",
            "<<: ",
            "!!",
            "- ",
            "? ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "|",
            ">",
            "%YAML",
            "---",
            "...",
            "\"",
            "'",
            "#",
            "\t",
            "\ufeff");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("SECRET", SECRET, "SHORT", "hush", "SPACED", SECRET + " ", "BLANK", " ");
    private static final Path FILE = file();
    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
    private static final int LONGEST_MESSAGE_BEYOND_THE_FILE = 2_000;

    /** Where a secret is written as a secret is: in any other place it may be a name, and those are said. */
    private static final Pattern AS_A_SECRET =
            Pattern.compile("^ {4,8}secrets: \\[\"?" + SECRET + "\"?]$", Pattern.MULTILINE);

    /** What could make a name of several lines. */
    private static final Pattern SPANS_LINES = Pattern.compile("[\"'|>?&*!%]");

    private SourcesFuzz() {}

    public static List<byte[]> seeds() {
        return Stream.of(
                        """
                        sources:
                          acme-meetstream:
                            vendor: meetstream
                            secrets: [hush-0123456789-hush]
                        """,
                        """
                        sources:
                          acme:                                # a comment
                            vendor: vexa
                            secrets: ["${SECRET}", "hush-0123456789-hush"]
                            schemes: [hmac]
                            expects: [AUDIO, TRANSCRIPT]
                            settle: PT2H
                            silence: PT6H
                            scheduled-silence: P14D
                            rate-limit: 100/s
                            on-kafka-unavailable: reject
                          acme-bots:
                            vendor: attendee
                            verification: token
                            secrets: ["${SECRET}"]
                        """,
                        """
                        sources:
                          open: {vendor: meetingbaas-v1, verification: none}
                          files: {vendor: meetingbaas-v1, secret-files: [no-such-file]}
                        """,
                        "sources:\n  a: &a {vendor: vexa, secrets: ['${SHORT}']}\n  b: *a\n",
                        "sources: {a: {vendor: vexa, secrets: [\"${UNSET}\", \"${BLANK}\", \"x${SECRET}\"]}}\n")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        String text = new String(input, UTF_8);

        Sources sources = read(text, true);
        Sources withoutSecrets = read(text, false);
        if (sources != null) {
            sources.all().forEach(SourcesFuzz::check);
            Promise.holds(
                    withoutSecrets != null
                            && withoutSecrets
                                    .byName()
                                    .keySet()
                                    .equals(sources.byName().keySet()),
                    "who does not verify reads the same sources");
        }
    }

    private static @Nullable Sources read(String text, boolean secrets) {
        try {
            return secrets
                    ? SourcesFile.read(FILE, Vendors.KNOWN, ENVIRONMENT)
                    : SourcesFile.readWithoutSecrets(FILE, Vendors.KNOWN);
        } catch (InvalidSourcesException e) {
            String message = e.getMessage();
            Promise.holds(message != null && message.startsWith(FILE.toString() + ":"), "the message names the file");
            Promise.holds(
                    message != null
                            && message.lines().count() == 1
                            && message.chars().noneMatch(c -> c < ' '),
                    () -> "the message is one line: " + message);
            Promise.holds(
                    message != null && message.length() < LONGEST_MESSAGE_BEYOND_THE_FILE + text.length(),
                    "the message is short");
            Promise.holds(
                    message == null || !message.contains(SECRET) || saysItsName(text),
                    () -> "the message holds no secret: " + message);
            return null;
        }
    }

    private static void check(Source source) {
        Promise.holds(source.name().matches("[a-z0-9-]{1,63}"), "a source's name is fit for a path");
        boolean open = source.verification() == Verification.NONE;
        var nobody = new Request(Headers.NONE, null, NOW);
        Promise.holds(
                open || source.verifier().withBody(nobody, new byte[0]) instanceof Refused,
                "without proof nobody gets in, unless the file says so");
        Promise.holds(open || !source.secrets().values().isEmpty(), "a source that verifies has a secret");
        Promise.holds(
                source.rules().settle().isPositive() && source.rules().silence().isPositive(), "a wait has a length");
    }

    /** Whether the file has the secret's text where a name or another value is. */
    private static boolean saysItsName(String text) {
        String rest = AS_A_SECRET.matcher(text).replaceAll("");
        return rest.contains(SECRET) || SPANS_LINES.matcher(rest).find();
    }

    /** In memory where there is such a place: it is written at each run. */
    private static Path file() {
        try {
            Path memory = Path.of("/dev/shm");
            Path file = Files.isWritable(memory)
                    ? Files.createTempFile(memory, "sources", ".yaml")
                    : Files.createTempFile("sources", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
