package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a person has read and found right. With {@code -Dgolden.update} they are written anew, to be read again. */
final class Golden {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private Golden() {}

    static void check(String file, String text) throws IOException {
        check(RESOURCES.resolve(file), text);
    }

    static void check(Path file, String text) throws IOException {
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        }
        assertThat(text)
                .as("%s: if the change is meant, run the test with -Dgolden.update and read what changed", file)
                .isEqualTo(Files.readString(file));
    }
}
