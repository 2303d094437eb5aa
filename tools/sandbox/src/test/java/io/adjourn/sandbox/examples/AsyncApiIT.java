package io.adjourn.sandbox.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.JavaModule;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AsyncAPI's own parser finds nothing wrong with the document, Avro schemas included. */
@InFullBuild
class AsyncApiIT {
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/asyncapi");
    private static final Path OUTPUT = WORK.resolve("output");

    @Test
    void shouldPassTheOfficialParser() throws Exception {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "read-asyncapi.mjs")) {
            Files.copy(SCRIPTS.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assumeTrue(
                run("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund") == 0,
                "skipped: npm cannot install the parser here");

        int exit = run(
                "node",
                "read-asyncapi.mjs",
                JavaModule.home().resolve("docs/asyncapi.yaml").toString());

        assertThat(exit).as(Files.readString(OUTPUT)).isZero();
        assertThat(Files.readAllLines(OUTPUT))
                .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream()
                        .map(Topic::name)
                        .map(name -> "channel " + name)
                        .toList());
    }

    /** Its exit code, or one of ours where there is no such program. */
    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .directory(WORK.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(OUTPUT.toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 127;
        }
    }
}
