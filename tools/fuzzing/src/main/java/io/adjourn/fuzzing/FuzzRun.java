package io.adjourn.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a fuzz target: a class with {@code public static void fuzzerTestOneInput(byte[] input)} that throws where a promise is
 * not kept. Jazzer runs it in a process of its own, because it has to change the target's classes as they are loaded.
 *
 * <p>Starts from the target's seeds and from its kept corpus, {@code src/test/resources/fuzz/TARGET}. The seed of its random
 * numbers is fixed, and it ends after a number of runs, never by the clock. System properties:
 *
 * <ul>
 *   <li>{@code fuzz.runs}: how many runs; 10,000 unless it says otherwise
 *   <li>{@code fuzz.target}: the simple name of the one target to run; all unless it names one
 *   <li>{@code fuzz.input}: a file to run once instead, to reproduce a finding
 *   <li>{@code fuzz.keep}: {@code true} adds what was found to the kept corpus, as far as it reaches further
 * </ul>
 *
 * @param target the class
 * @param instrumented which classes' branches guide the fuzzer, as patterns such as {@code io.adjourn.vendors.**}
 * @param dictionary words that inputs are made of, such as the keys of a format
 * @param seeds inputs to start from
 */
public record FuzzRun(Class<?> target, List<String> instrumented, List<String> dictionary, List<byte[]> seeds) {
    private static final Path KEPT = Path.of("src", "test", "resources", "fuzz");
    private static final Path WORK = Path.of("target", "fuzz");
    private static final long DEFAULT_RUNS = 10_000;
    private static final int LONGEST_INPUT = 4096;

    /** An input that takes so many seconds hangs: all take microseconds. */
    private static final int HANGS = 300;

    /** A run this short is over before code that is compiled better pays. */
    private static final long FEW_RUNS = 100_000;

    /**
     * Jazzer's own detectors, off: of what they look for (SQL, LDAP, scripts, deserialization and the like) there is nothing
     * here, they take most of the time in which a short run starts, and file names that come from the input are right for an
     * operator's own file.
     */
    private static final String SANITIZERS = Stream.of(
                    "BigDecimal",
                    "ClojureLangHooks",
                    "Deserialization",
                    "ExpressionLanguageInjection",
                    "FilePathTraversal",
                    "LdapInjection",
                    "NamingContextLookup",
                    "OsCommandInjection",
                    "ReflectiveCall",
                    "RegexInjection",
                    "RegexRoadblocks",
                    "ScriptEngineInjection",
                    "ServerSideRequestForgery",
                    "SqlInjection",
                    "TemplateInjection",
                    "UnsafeSanitizer",
                    "XPathInjection",
                    "XmlParserSsrfGuidance")
            .map("com.code_intelligence.jazzer.sanitizers."::concat)
            .collect(Collectors.joining(":"));

    private static final Pattern PROGRESS = Pattern.compile("#\\d+\\s+(INITED|pulse|DONE).*");
    private static final Pattern INPUT_WRITTEN = Pattern.compile(".*Test unit written to (.*)");
    private static final int LAST_LINES = 60;

    public FuzzRun {
        instrumented = List.copyOf(instrumented);
        dictionary = List.copyOf(dictionary);
        seeds = List.copyOf(seeds);
    }

    /**
     * Runs it to its end.
     *
     * @throws AssertionError at the first input with which a promise is not kept; says which, and how to run it again
     */
    public void run() throws IOException, InterruptedException {
        String only = System.getProperty("fuzz.target", "");
        Assumptions.assumeTrue(only.isEmpty() || only.equals(name()), () -> "only " + only + " is run");
        Path work = WORK.resolve(name()).toAbsolutePath();
        Path found = work.resolve("corpus");
        delete(found);
        Files.createDirectories(found);
        String input = System.getProperty("fuzz.input", "");
        if (!input.isEmpty()) {
            fuzz(work, List.of(input));
            return;
        }
        var arguments = new ArrayList<>(List.of("-runs=" + runs(), "-seed=1", found.toString()));
        arguments.add(written(work.resolve("seeds")).toString());
        Path kept = KEPT.resolve(name()).toAbsolutePath();
        if (Files.isDirectory(kept)) {
            arguments.add(kept.toString());
        }
        fuzz(work, arguments);
        if (Boolean.getBoolean("fuzz.keep")) {
            Files.createDirectories(kept);
            fuzz(work, List.of("-merge=1", kept.toString(), found.toString()));
        }
    }

    private String name() {
        return target.getSimpleName();
    }

    @Override
    public String toString() {
        return name();
    }

    private static long runs() {
        return Long.getLong("fuzz.runs", DEFAULT_RUNS);
    }

    private void fuzz(Path work, List<String> arguments) throws IOException, InterruptedException {
        Path log = work.resolve("log");
        var builder = new ProcessBuilder(command(work, arguments))
                .directory(work.toFile())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", work.toString(), (path, own) -> own + File.pathSeparator + path);
        Process process = builder.start();
        Deque<String> last = new ArrayDeque<>();
        String culprit = null;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
                var out = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line);
                out.newLine();
                last.addLast(line);
                if (last.size() > LAST_LINES) {
                    last.removeFirst();
                }
                var written = INPUT_WRITTEN.matcher(line);
                culprit = written.matches() ? written.group(1) : culprit;
                if (PROGRESS.matcher(line).matches()) {
                    out.flush();
                    System.out.println(name() + " " + line);
                }
            }
        } finally {
            process.destroy();
        }
        if (process.waitFor() != 0) {
            throw new AssertionError(problem(culprit, log, last));
        }
    }

    private String problem(@Nullable String culprit, Path log, Deque<String> last) {
        String what = culprit == null
                ? name() + " did not run to its end."
                : """
                %1$s found an input with which a promise is not kept: %2$s
                Run it again with
                  mvn -Pfuzz verify -Dfuzz.target=%1$s -Dfuzz.input=%2$s
                To try it at each build, copy it to %3$s.\
                """.formatted(name(), culprit, KEPT.resolve(name()).toAbsolutePath());
        return what + "\nThe whole log is " + log + ". It ends:\n" + String.join("\n", last);
    }

    private List<String> command(Path work, List<String> arguments) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                runs() > FEW_RUNS ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer");
        writeLauncher(work, java);
        var command = new ArrayList<>(java);
        command.addAll(List.of(
                "--target_class=" + target.getName(),
                "--instrumentation_includes=" + String.join(":", instrumented),
                // What asks needs no guidance.
                "--instrumentation_excludes=" + target.getName() + "**",
                "--custom_hook_excludes=" + target.getName() + "**",
                "--custom_hook_includes=" + String.join(":", instrumented),
                "--disabled_hooks=" + SANITIZERS,
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + "/",
                "-max_len=" + LONGEST_INPUT,
                // Inputs may become longer than the seeds are.
                "-len_control=100",
                "-timeout=" + HANGS,
                // The heap has its own bound.
                "-rss_limit_mb=0"));
        if (!dictionary.isEmpty()) {
            Path words = work.resolve("dictionary");
            Files.write(words, dictionary.stream().map(FuzzRun::entry).toList());
            command.add("-dict=" + words);
        }
        command.addAll(arguments);
        return command;
    }

    /** Merging starts itself again by the name {@code jazzer}, which there is only where Jazzer was installed. */
    private static void writeLauncher(Path work, List<String> java) throws IOException {
        Path launcher = work.resolve("jazzer");
        Files.writeString(launcher, "#!/bin/sh\nexec '" + String.join("' '", java) + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    private Path written(Path directory) throws IOException {
        delete(directory);
        Files.createDirectories(directory);
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(directory.resolve("%04d".formatted(i)), seeds.get(i));
        }
        return directory;
    }

    /** A word as a line of libFuzzer's dictionary. */
    private static String entry(String word) {
        var entry = new StringBuilder("\"");
        for (byte b : word.getBytes(UTF_8)) {
            boolean plain = b > ' ' && b < 0x7f && b != '"' && b != '\\';
            entry.append(plain ? String.valueOf((char) b) : "\\x%02X".formatted(b & 0xff));
        }
        return entry.append('"').toString();
    }

    /** The process runs in another directory. */
    private static String absolute(String classPath) {
        return String.join(
                System.getProperty("path.separator"),
                Stream.of(classPath.split(Pattern.quote(System.getProperty("path.separator"))))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
