package io.adjourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make vendor} writes; tested here, where both vendors and those who play them can be seen. */
class SkeletonTest {
    private static final Path PROJECT = Path.of("../..");
    private static final String SCRIPT = "tools/new-vendor";
    private static final String VENDORS = "connectors/vendors/src/main/java";
    private static final String TESTS = "connectors/vendors/src/test/java";
    private static final String SIMULATORS = "tools/simulators/src/main/java";

    /** Those in which it registers a vendor. */
    private static final List<String> LISTS = List.of(
            VENDORS + "/io/adjourn/vendors/Vendors.java",
            TESTS + "/io/adjourn/vendors/VendorPagesTest.java",
            SIMULATORS + "/io/adjourn/simulator/Simulators.java",
            "helm/adjourn/values.schema.json");

    @TempDir
    Path copy;

    @Test
    void shouldCompileAsItIsWritten() throws Exception {
        for (String file : LISTS) {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.copy(PROJECT.resolve(file), copy.resolve(file));
        }
        Files.createDirectories(copy.resolve("tools"));
        Files.copy(PROJECT.resolve(SCRIPT), copy.resolve(SCRIPT));

        String written = output(List.of("bash", SCRIPT, "parrot-v2"));

        assertThat(written)
                .contains("ParrotV2.java", "ParrotV2Test.java", "ParrotV2Simulator.java")
                .contains(LISTS);
        assertThat(errorsIn(javaFiles()))
                .as("what javac says of what %s wrote:%n%s", SCRIPT, written)
                .isEmpty();
    }

    /** But for what the tests say of a package: javac takes that once alone. */
    private List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(copy.resolve(TESTS)) || !file.endsWith("package-info.java"))
                    .toList();
        }
    }

    /** Beside all that is there; tests of vendors are on no class path here. */
    private String errorsIn(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-implicit:none",
                    "-nowarn",
                    "-d",
                    Files.createDirectories(copy.resolve("classes")).toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-sourcepath",
                    copy.resolve(TESTS) + File.pathSeparator + PROJECT.resolve(TESTS));
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            return compiled ? "" : said.toString();
        }
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
