package io.adjourn.simulator;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source.Verification;
import io.adjourn.config.SourcesFile;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The sources of the demo as targets at a gateway that nobody calls. */
final class TestTargets {
    private static final URI NOWHERE = URI.create("http://gateway.invalid");

    private TestTargets() {}

    static List<Target> all() {
        try {
            Path directory = Files.createTempDirectory("sources");
            Path file = DemoSources.write(directory, Duration.ofSeconds(6), Duration.ofSeconds(10));
            var sources = SourcesFile.read(file, Vendors.KNOWN, Map.of());
            Files.delete(file);
            Files.delete(directory);
            return Target.of(sources, NOWHERE);
        } catch (IOException | InvalidSourcesException e) {
            throw new AssertionError(e);
        }
    }

    static Target of(Verification verification) {
        return all().stream()
                .filter(target -> target.source().verification() == verification)
                .findFirst()
                .orElseThrow();
    }
}
