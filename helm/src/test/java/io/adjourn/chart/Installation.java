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

    static final Installation EVERYTHING = of("everything");
    static final Installation MANAGED_KAFKA = of("managed-kafka");
    static final Installation STRIMZI = of("strimzi");
    static final Installation NO_SPOOL = of("no-spool");
    static final Installation RESET = of("reset");

    /** The matrix: together they say every value. */
    static List<Installation> all() {
        try (Stream<Path> files = Files.list(OTHERS)) {
            return Stream.concat(Stream.of(MINIMAL), files.sorted().map(Installation::new))
                    .toList();
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
