package io.adjourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code in the README is a test that runs. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path RENEWED = Path.of("target/README.md");
    private static final Path CODE = Path.of("src/test/java/io/adjourn/testkit/MeetingTableIT.java");
    private static final String BEGIN = "```java\n";

    @Test
    void shouldShowTheTestThatRuns() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        String renewed =
                readme.substring(0, begin) + Files.readString(CODE) + readme.substring(readme.indexOf("```\n", begin));
        Files.writeString(RENEWED, renewed);

        assertThat(readme)
                .withFailMessage(
                        "tools/testkit/README.md is stale. To renew it: cp tools/testkit/%s tools/testkit/README.md",
                        RENEWED)
                .isEqualTo(renewed);
    }
}
