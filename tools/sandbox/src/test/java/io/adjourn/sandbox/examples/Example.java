package io.adjourn.sandbox.examples;

import io.adjourn.localstack.JavaModule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program in {@code examples} that can run here.
 *
 * @param name what it is called, and the group it reads as
 * @param command what starts it; empty where what it runs on is not installed
 */
record Example(String name, List<String> command) {
    private static final Path EXAMPLES = JavaModule.home().resolve("examples");

    /** All of them, also those that cannot run on this machine. */
    static List<Example> all() {
        return List.of(
                java("PlainConsumer"),
                java("StreamsApplication"),
                java("MicronautListener"),
                node("with-kafkajs"),
                node("with-platformatic"),
                python());
    }

    boolean isInstalled() {
        return !command.isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Example java(String main) {
        Path target = EXAMPLES.resolve("java/target");
        try {
            String classPath = target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("classpath.txt")).strip();
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return new Example(
                    "java-" + main,
                    List.of(
                            java,
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            "io.adjourn.examples." + main));
        } catch (IOException e) {
            throw new AssertionError("examples/java is not built: mvn package", e);
        }
    }

    private static Example node(String script) {
        Path file = EXAMPLES.resolve("node").resolve(script + ".js");
        boolean installed = Files.exists(EXAMPLES.resolve("node/node_modules")) && runs("node", "--version");
        return new Example("node-" + script, installed ? List.of("node", file.toString()) : List.of());
    }

    private static Example python() {
        Optional<String> python = Stream.of(
                        EXAMPLES.resolve("python/.venv/bin/python").toString(), "python3", "/usr/bin/python3")
                .filter(candidate -> runs(candidate, "-c", "import avro, confluent_kafka"))
                .findFirst();
        return new Example(
                "python",
                python.map(candidate -> List.of(
                                candidate,
                                EXAMPLES.resolve("python/completions.py").toString()))
                        .orElse(List.of()));
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
