package io.adjourn.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever finds a class by its simple name has found the right one. */
class ClassNamesTest {
    private static final Path ROOT = Path.of("../..");

    /** The same thing in each application. */
    private static final Set<String> IN_EACH_APPLICATION = Set.of(
            "ByteSizeConverter",
            "KafkaSettings",
            "LargeBodies",
            "Prerequisites",
            "Problem",
            "SettingsFactory",
            "TracingFactory");

    /** Names of the inspector's API, for what streams or the commands have by the same name. */
    private static final Set<String> SHOWN = Set.of("Attempt", "Meeting", "RawDelivery", "Reject", "Step", "Waiting");

    @Test
    void shouldBeUsedOnce() throws IOException {
        Set<String> vendors = Vendors.KNOWN.all().stream()
                .map(vendor -> vendor.id().replace("-", ""))
                .collect(Collectors.toSet());
        Map<String, List<String>> places = new TreeMap<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            Path directory = requireNonNull(file.getParent());
            // A vendor's package says whose its classes are: the same five names in each.
            boolean ofAVendor = vendors.contains(directory.getFileName().toString());
            boolean shown = SHOWN.contains(name) && directory.endsWith("inspector/view");
            if (!ofAVendor && !shown && !IN_EACH_APPLICATION.contains(name)) {
                places.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(ROOT.relativize(file).toString());
            }
        }
        places.values().removeIf(files -> files.size() == 1);

        assertThat(places)
                .as("simple names of several classes: name the newer one by what sets it apart")
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = directory.endsWith("target")
                        || directory.endsWith("node_modules")
                        || directory.endsWith("src/test")
                        || directory.endsWith("src/build")
                        // What consumers of their own would write.
                        || directory.endsWith("examples");
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java") && !name.equals("package-info.java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
