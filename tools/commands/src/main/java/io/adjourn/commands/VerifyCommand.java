package io.adjourn.commands;

import io.adjourn.commands.CapturedRequest.UnreadableException;
import io.adjourn.commands.VerificationAttempt.Answer;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.config.SourcesFile;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.Judgement;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "verify",
        header = "Explain why a captured request is accepted or refused.",
        description = {
            "The request is text: optionally METHOD PATH on the first line, then headers, an empty line, and the"
                    + " body with exactly the bytes that arrived. Shows the result of each of the source's schemes, what"
                    + " the gateway would answer, and what may be wrong. Prints no secret, no signature and nothing of the"
                    + " body.",
            "Exit code 0 if the request is accepted, 1 if it is refused, 2 if it cannot be verified."
        })
final class VerifyCommand implements Callable<Integer> {
    /** Some times more than any vendor sends. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final String STANDARD_INPUT = "-";

    @Option(names = "--source", paramLabel = "NAME", required = true, description = "The source it was sent to.")
    private String name = "";

    @Option(
            names = "--request",
            paramLabel = "FILE",
            required = true,
            description = "The captured request; - for standard input.")
    private String request = "";

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            defaultValue = "${env:ADJOURN_SOURCES:-sources.yaml}",
            description = "The gateway's sources file (default: ADJOURN_SOURCES, else sources.yaml).")
    private Path file = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = IsoTime.class,
            description = "Time of receipt, such as 2026-02-27T07:11:51Z, for schemes with a time window (default:"
                    + " now).")
    private @Nullable Instant at;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidSourcesException {
        Sources sources = SourcesFile.read(file, Vendors.KNOWN, System.getenv());
        Source source = sources.find(name)
                .orElseThrow(() -> wrong("there is no source " + name + " in " + file + ": there "
                        + (sources.all().size() == 1 ? "is " : "are ")
                        + String.join(", ", sources.byName().keySet())));
        CapturedRequest captured = captured();
        var hearing = new VerificationAttempt(
                source,
                captured.headers(),
                captured.token(),
                at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : at,
                captured.body());
        explain(hearing);
        Hints.of(hearing, captured.path(), sources)
                .forEach(hint -> spec.commandLine().getOut().println("hint: " + hint));
        return hearing.answer() == Answer.STORED ? 0 : Launcher.FAILED;
    }

    private void explain(VerificationAttempt hearing) {
        var out = spec.commandLine().getOut();
        Source source = hearing.source();
        int secrets = source.secrets().values().size();
        int bytes = hearing.body().bytes().length;
        out.println("source " + source.name() + ": " + source.vendor().id() + " · verified by "
                + source.verification().name().toLowerCase(Locale.ROOT) + " · " + secrets
                + (secrets == 1 ? " secret" : " secrets"));
        out.println("request: received " + hearing.receivedAt() + " · body of " + bytes + " bytes");
        hearing.judgements().forEach(judgement -> out.println("  " + describe(judgement)));
        hearing.decisive()
                .map(Judgement::scheme)
                .ifPresentOrElse(
                        scheme -> out.println(scheme.name() + " decides: the strongest scheme whose credentials are"
                                + " present; the body is "
                                + (scheme.coversBody() ? "covered by it" : "not covered by it")),
                        () -> out.println(
                                "no scheme decides: no credentials are present; the body is not needed for that"));
        out.println("the gateway would answer " + describe(hearing.answer(), source));
    }

    private static String describe(Judgement judgement) {
        Scheme scheme = judgement.scheme();
        String what = judgement
                .verdict()
                .map(verdict -> switch (verdict) {
                    case Accepted _ -> "present, accepted";
                    case Refused(var reason, var detail) -> "present, refused: " + reason + ", " + detail;
                })
                .orElseGet(() -> "not present: expected " + scheme.proof());
        return scheme.name() + ": " + what;
    }

    private static String describe(Answer answer, Source source) {
        return answer.status()
                + switch (answer) {
                    case STORED -> ": stored";
                    case NOT_VERIFIED -> ": not verified";
                    case TOO_LARGE ->
                        ": larger than the " + source.vendor().maxBodyBytes() + " bytes that this source accepts";
                };
    }

    private CapturedRequest captured() {
        try {
            return CapturedRequest.read(bytes());
        } catch (UnreadableException e) {
            throw wrong(request + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw wrong(request + ": file not found");
        } catch (IOException e) {
            throw wrong(request + " cannot be read: check that it is a file and its permissions");
        }
    }

    private byte[] bytes() throws IOException {
        try (InputStream in = request.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(request))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw wrong(request + " is larger than " + MAX_BYTES + " bytes: vendors do not send that much");
            }
            return bytes;
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private static final class IsoTime implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("use ISO 8601, such as 2026-02-27T07:11:51Z");
            }
        }
    }
}
