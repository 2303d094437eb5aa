package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.commands.links.FreshLink;
import io.adjourn.commands.links.LinksApi;
import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.SmallFile;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.ArtifactKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "links",
        header = "Print fresh links to a meeting's artifacts, which its vendor signs now.",
        description = {
            "Asks the reconciler, whose API for links must be on (RECONCILER_LINKS_ENABLED); it logs each request. One line"
                    + " for each artifact that is ready: its kind, the complete link, which is a credential, and until when"
                    + " it holds, if the vendor says so.",
            "Exit codes: 0 printed; 1 there is no link, not to each kind that was named by --kind, or nobody can be"
                    + " asked; 2 the request must be changed."
        })
final class LinksCommand implements Callable<Integer> {
    private static final List<ArtifactKind> USUAL = List.of(ArtifactKind.RECORDING, ArtifactKind.TRANSCRIPT);
    private static final int MAX_BYTES = 16 * 1024;

    @Parameters(paramLabel = "MEETING", description = "The meeting's key, SOURCE/SESSION, such as acme/16.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String meeting;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Only these: RECORDING, AUDIO, VIDEO, TRANSCRIPT and the like, with commas between them"
                    + " (default: RECORDING,TRANSCRIPT). Each costs one request to the vendor.")
    private List<ArtifactKind> kinds = new ArrayList<>();

    @Option(
            names = "--artifact-id",
            paramLabel = "ID",
            description =
                    "The vendor's ID of one of several artifacts, as meetings.artifacts.v1 has it. Some vendors give no"
                            + " link without it.")
    private @Nullable String artifactId;

    @Option(
            names = "--reconciler",
            paramLabel = "URL",
            defaultValue = "${env:ADJOURN_RECONCILER_URL:-http://localhost:8094}",
            description = "The reconciler that asks (default: ADJOURN_RECONCILER_URL, else http://localhost:8094).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private URI reconciler;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token in its first line (default: RECONCILER_LINKS_TOKEN_FILE).")
    private @Nullable Path tokenFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        MeetingKey key = MeetingKey.of(meeting);
        if (key.source().isEmpty() || key.session().isEmpty()) {
            throw wrong(meeting + " is not a meeting's key: use SOURCE/SESSION, such as acme/16");
        }
        boolean isHttp = "http".equals(reconciler.getScheme()) || "https".equals(reconciler.getScheme());
        if (!isHttp || reconciler.getHost() == null) {
            throw wrong(reconciler + " is not a complete URL: use such as http://localhost:8094");
        }
        if (kinds.contains(ArtifactKind.UNKNOWN)) {
            throw wrong("there are no links to artifacts of an UNKNOWN kind: name others with --kind");
        }
        List<ArtifactKind> wanted = kinds.isEmpty() ? USUAL : kinds;
        int given = 0;
        try (var api = new LinksApi(reconciler, token())) {
            for (ArtifactKind kind : wanted) {
                Optional<FreshLink> link = api.ask(key, kind, artifactId);
                link.ifPresentOrElse(one -> print(kind, one), () -> explain(kind));
                given += link.isPresent() ? 1 : 0;
            }
        }
        boolean isEnough = given == wanted.size() || (kinds.isEmpty() && given > 0);
        return isEnough ? 0 : Launcher.FAILED;
    }

    private void print(ArtifactKind kind, FreshLink link) {
        var out = spec.commandLine().getOut();
        out.println(kind + " " + link.url() + (link.expiresAt() == null ? "" : " " + link.expiresAt()));
        out.flush();
    }

    private void explain(ArtifactKind kind) {
        var err = spec.commandLine().getErr();
        err.println("adjourn: there is no link to " + kind + " of " + meeting + " now: the vendor has none, the source"
                + " has no API key, or its budget is spent");
        err.flush();
    }

    private String token() {
        String byDefault = System.getenv("RECONCILER_LINKS_TOKEN_FILE");
        Path file = tokenFile == null && byDefault != null ? Path.of(byDefault) : tokenFile;
        if (file == null) {
            throw wrong("there is no token: specify its file with --token-file, or RECONCILER_LINKS_TOKEN_FILE");
        }
        try {
            String token = new String(SmallFile.read(file, MAX_BYTES), UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("");
            if (!token.matches("[\\x21-\\x7e]+")) {
                throw new BadConfigurationException(
                        file + " has no token in its first line: write one there, as the reconciler's file has it");
            }
            return token;
        } catch (IOException e) {
            throw new BadConfigurationException(
                    "the token file " + file + " cannot be read: check that it exists and its permissions", e);
        }
    }

    private ParameterException wrong(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
