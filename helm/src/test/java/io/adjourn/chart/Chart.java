package io.adjourn.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, linted and rendered by Helm itself, in process. */
final class Chart {
    static final Path DIRECTORY = Path.of("adjourn");
    static final String RELEASE = "adj";
    static final String NAMESPACE = "meetings";
    static final YAMLMapper YAML = new YAMLMapper();

    private static final String HOOK = "helm.sh/hook";
    private static final String DISGUISED = "disguised-" + HOOK;

    private static final Helm HELM = new Helm(DIRECTORY);

    /** In process Helm leaves hooks out of what it renders: here they are ordinary objects. */
    private static final Helm WITH_HOOKS = new Helm(withHooks());

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
        var template =
                WITH_HOOKS.template().withName(RELEASE).withNamespace(NAMESPACE).withValuesFile(installation.values());
        set.forEach(template::set);
        return template.call().replace(DISGUISED, HOOK);
    }

    /** What a person reads after the installation. */
    static String notes(Installation installation, Map<String, Object> set) {
        var install = HELM.install()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
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

    private static Path withHooks() {
        try {
            Path copy = copy(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chart"));
            try (Stream<Path> files = Files.walk(copy.resolve("templates"))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Files.writeString(file, Files.readString(file).replace(HOOK, DISGUISED));
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

    /** The chart's own file. */
    static String file(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
