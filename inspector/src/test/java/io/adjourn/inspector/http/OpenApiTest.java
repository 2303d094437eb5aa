package io.adjourn.inspector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The API's document is the one that the code has. */
class OpenApiTest {
    private static final Path COMMITTED = Path.of("openapi.yaml");
    private static final Path GENERATED = Path.of("target/classes/META-INF/swagger/adjourn-inspector-1.yml");

    @Test
    void shouldBeUpToDate() throws IOException {
        assertThat(Files.readString(COMMITTED))
                .withFailMessage(
                        "inspector/openapi.yaml is stale. To renew it: cp inspector/%s inspector/openapi.yaml",
                        GENERATED)
                .isEqualTo(Files.readString(GENERATED));
    }

    @Test
    void shouldTellOfTheApiAlone() throws IOException {
        assertThat(Files.readAllLines(COMMITTED))
                .filteredOn(line -> line.startsWith("  /"))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("  /api/"));
    }
}
