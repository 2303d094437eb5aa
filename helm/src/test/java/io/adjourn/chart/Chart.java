package io.adjourn.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chart, linted and rendered by Helm itself, in process. */
final class Chart {
    static final Path DIRECTORY = Path.of("adjourn");
    static final String RELEASE = "adj";
    static final String NAMESPACE = "meetings";

    /** What Helm takes for the cluster's version where there is no cluster. */
    static final String KUBERNETES = "1.30.0";

    static final YAMLMapper YAML = new YAMLMapper();

    private static final String HOOK = "helm.sh/hook";
    private static final String DISGUISED = "disguised-" + HOOK;

    private static final Pattern LOOKUP = Pattern.compile("lookup [^}]+ -}}");

    /** In process Helm looks objects up in whatever cluster is configured: here it finds none. */
    private static final Helm HELM = new Helm(copy(text -> withLive(text, "{}")));

    /** In process Helm leaves hooks out of what it renders: here they are ordinary objects. */
    private static final Helm WITH_HOOKS =
            new Helm(copy(text -> withLive(text, "{}").replace(HOOK, DISGUISED)));

    private Chart() {}

    /** All objects, as the installation asks for them. */
    static Rendering render(Installation installation) {
        return render(installation, Map.of());
    }

    /**
     * @param set values beside the installation's, by their paths
     * @throws IllegalStateException if Helm refuses, with its words
     */
    static Rendering render(Installation installation, Map<String, Object> set) {
        return Rendering.parse(text(installation, set));
    }

    static String text(Installation installation, Map<String, Object> set) {
        return text(WITH_HOOKS, installation, set);
    }

    /**
     * As an upgrade of what runs.
     *
     * @param live the workload that is found, whichever is looked up, as YAML in one line
     */
    static Rendering upgrade(String live, Installation installation, Map<String, Object> set) {
        return Rendering.parse(text(new Helm(copy(text -> withLive(text, live))), installation, set));
    }

    private static String text(Helm helm, Installation installation, Map<String, Object> set) {
        var template = helm.template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(installation.values());
        set.forEach(template::set);
        return template.call().replace(DISGUISED, HOOK);
    }

    /** What a person reads after the installation. */
    static String notes(Installation installation, Map<String, Object> set) {
        var install = HELM.install()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(installation.values())
                .clientOnly()
                .dryRun();
        set.forEach(install::set);
        String output = install.call().getOutput();
        return output.substring(output.indexOf("NOTES:"));
    }

    /** Lints a copy whose own values are the installation's: Helm's lint takes no others in process. */
    static LintResult lint(Installation installation, Path directory) throws IOException {
        Path copy = copy(directory);
        JsonNode all = YAML.readerForUpdating(YAML.readTree(Files.readString(copy.resolve("values.yaml"))))
                .readValue(Files.readString(installation.values()));
        Files.writeString(copy.resolve("values.yaml"), YAML.writeValueAsString(all));
        return new Helm(copy).lint().strict().call();
    }

    private static String withLive(String template, String live) {
        return LOOKUP.matcher(template).replaceAll(Matcher.quoteReplacement("`" + live + "` | fromYaml -}}"));
    }

    private static Path copy(UnaryOperator<String> change) {
        try {
            Path copy = copy(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chart"));
            try (Stream<Path> files = Files.walk(copy.resolve("templates"))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Files.writeString(file, change.apply(Files.readString(file)));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(Path into) throws IOException {
        Path copy = into.resolve(DIRECTORY);
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(DIRECTORY.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }

    /** The chart's own file, as YAML or JSON. */
    static JsonNode yaml(String name) {
        try {
            return YAML.readTree(file(name));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The chart's own file. */
    static String file(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
