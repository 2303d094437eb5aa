package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.adjourn.localstack.JavaModule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A consumer's project outside this build, {@code schemas/records/src/it/consumer}: compiled and run by a JDK 17, with adjourn-records and
 * kafka-clients and what these two bring. Where this machine has no JDK 17, today's compiles for 17 and runs it, and a line says so.
 */
final class ConsumerProject {
    private static final Path SOURCES = JavaModule.home().resolve("schemas/records/src/it/consumer/src/main/java");

    /** By the names of their files: the two, and what comes with them. */
    private static final List<String> LIBRARIES = List.of(
            "kafka-clients-",
            "avro-1",
            "jackson-core-",
            "jackson-databind-",
            "jackson-annotations-",
            "commons-compress-",
            "slf4j-api-",
            "lz4-java-",
            "zstd-jni-",
            "snappy-java-");

    private final Path jdk = jdk17();
    private final Path classes;

    private ConsumerProject(Path classes) {
        this.classes = classes;
    }

    static ConsumerProject compiledIn(Path directory) throws IOException {
        var project = new ConsumerProject(Files.createDirectories(directory.resolve("consumer")));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> sources = files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .toList();
            project.run(Stream.concat(
                    Stream.of("javac", "--release", "17", "-d", project.classes.toString(), "-cp", classPath()),
                    sources.stream()));
        }
        return project;
    }

    /** What a main class of it prints, line by line, once it has ended well. */
    List<String> lines(String mainClass, String... arguments) throws IOException {
        String printed = run(Stream.concat(
                Stream.of("java", "-cp", classes + File.pathSeparator + classPath(), mainClass), Stream.of(arguments)));
        return printed.lines().toList();
    }

    private String run(Stream<String> command) throws IOException {
        List<String> words = command.toList();
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(jdk.resolve("bin")
                                        .resolve(words.getFirst())
                                        .toString()),
                                words.stream().skip(1))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", words) + " has failed: " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> isRecords(entry)
                        || LIBRARIES.stream()
                                .anyMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(joining(File.pathSeparator));
    }

    /** The jar, or in a build of single tests the directory that it is made of. */
    private static boolean isRecords(String entry) {
        return entry.contains("adjourn-records-") || Path.of(entry).endsWith("schemas/records/target/classes");
    }

    private static Path jdk17() {
        try (Stream<Path> jdks = Files.list(Path.of("/usr/lib/jvm"))) {
            return jdks.filter(ConsumerProject::isJdk17).findFirst().orElseGet(ConsumerProject::instead);
        } catch (IOException _) {
            return instead();
        }
    }

    private static boolean isJdk17(Path directory) {
        try {
            return Files.isExecutable(directory.resolve("bin/javac"))
                    && Files.readString(directory.resolve("release")).contains("JAVA_VERSION=\"17.");
        } catch (IOException _) {
            return false;
        }
    }

    private static Path instead() {
        System.out.println("no JDK 17 in /usr/lib/jvm: compiled for 17, and run, by this one");
        return Path.of(System.getProperty("java.home"));
    }
}
