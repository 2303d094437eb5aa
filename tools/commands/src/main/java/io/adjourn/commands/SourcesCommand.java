package io.adjourn.commands;

import io.adjourn.config.ApiAccess;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source;
import io.adjourn.config.Source.Verification;
import io.adjourn.config.SourcesFile;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "sources", header = "Check a sources file before it is deployed.", synopsisSubcommandLabel = "COMMAND")
final class SourcesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            header = "Print what is wrong with a sources file, or what it means.",
            description = {
                "Reads the file as the gateway and the reconciler do, with the environment of this process: a secret or an"
                        + " API key that is not set is an error.",
                "Exit code 0 if the file is valid, 2 if not."
            })
    void check(@Parameters(paramLabel = "FILE", description = "The sources file.") Path file)
            throws InvalidSourcesException {
        var out = spec.commandLine().getOut();
        List<Source> sources = SourcesFile.readWhole(file, Vendors.KNOWN, System.getenv()).all().stream()
                .sorted(Comparator.comparing(Source::name))
                .toList();
        out.println(file + " is valid: " + sources.size() + (sources.size() == 1 ? " source" : " sources"));
        sources.forEach(source -> out.println("  " + describe(source)));
    }

    private static String describe(Source source) {
        var rules = source.rules();
        String expects = rules.expects().isEmpty()
                ? "nothing"
                : rules.expects().stream().map(ArtifactKind::name).sorted().collect(Collectors.joining(", "));
        String warning = source.verification() == Verification.NONE ? " · WARNING: accepts requests from anyone" : "";
        ApiAccess api = source.api();
        String asks = api == null ? "" : " · asks " + api.baseUrl();
        return source.name() + ": " + source.vendor().id() + " · verified by "
                + source.verification().name().toLowerCase(Locale.ROOT) + " · expects " + expects + " · settle "
                + rules.settle() + " · silence " + rules.silence() + " · scheduled-silence "
                + rules.scheduledSilence() + asks + warning;
    }
}
