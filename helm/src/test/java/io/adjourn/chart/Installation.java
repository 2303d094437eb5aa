package io.adjourn.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to install the chart.
 *
 * @param values what is said beyond the defaults
 */
record Installation(Path values) {
    static final Installation MINIMAL = new Installation(Chart.DIRECTORY.resolve("values-minimal.yaml"));

    private static final Path OTHERS = Path.of("src/test/resources/installations");
    private static final Path RECIPES = Chart.DIRECTORY.resolve("recipes");

    static final Installation EVERYTHING = of("everything");
    static final Installation MANAGED_KAFKA = of("managed-kafka");
    static final Installation STRIMZI = of("strimzi");
    static final Installation NO_SPOOL = of("no-spool");
    static final Installation RESET = of("reset");

    /** With the inspector and the reconciler, which are off elsewhere. */
    static final Installation BOTH = of("inspector-and-reconciler");

    /** The matrix: together they say every value. */
    static List<Installation> all() {
        return Stream.of(Stream.of(MINIMAL), in(OTHERS), in(RECIPES))
                .flatMap(each -> each)
                .toList();
    }

    /** For one service or one kind of cluster each. */
    static Installation recipe(String name) {
        return new Installation(RECIPES.resolve(name + ".yaml"));
    }

    static Stream<Installation> recipes() {
        return in(RECIPES);
    }

    private static Stream<Installation> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(Installation::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Installation of(String name) {
        return new Installation(OTHERS.resolve(name + ".yaml"));
    }

    @Override
    public String toString() {
        return values.getFileName().toString().replace(".yaml", "");
    }
}
