package io.adjourn.sandbox.examples;

import io.adjourn.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An example as it runs, in a directory of its own that takes what it prints. */
final class ExampleRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long SECONDS_TO_STOP = 30;

    /** What changes a table begins a line; the rest is what a program met. */
    private static final List<String> CHANGES = List.of("upsert ", "delete ", "forget ", "reject ");

    private final Process process;
    private final Path printed;
    private final Path complained;

    private ExampleRun(Process process, Path printed, Path complained) {
        this.process = process;
        this.printed = printed;
        this.complained = complained;
    }

    static ExampleRun start(Example example, Map<String, String> environment, Path directory) throws IOException {
        Path printed = Files.createTempFile(directory, example.name(), ".out");
        Path complained = Files.createTempFile(directory, example.name(), ".err");
        var builder = new ProcessBuilder(example.command())
                .redirectOutput(printed.toFile())
                .redirectError(complained.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("GROUP_ID", example.name());
        return new ExampleRun(builder.start(), printed, complained);
    }

    /** Every line it has printed and ended. */
    List<String> lines() {
        try {
            String all = Files.readString(printed);
            return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + printed, e);
        }
    }

    /** What it did to the table, by key, each in the order in which it did it. */
    Map<String, List<String>> changesByKey() {
        return changes().stream().collect(Collectors.groupingBy(ExampleRun::key, TreeMap::new, Collectors.toList()));
    }

    /** A line's second word. */
    private static String key(String line) {
        int from = line.indexOf(' ') + 1;
        int to = line.indexOf(' ', from);
        return line.substring(from, to < 0 ? line.length() : to);
    }

    List<String> changes() {
        return lines().stream()
                .filter(line -> CHANGES.stream().anyMatch(line::startsWith))
                .toList();
    }

    /** What it says it met. */
    Stream<String> met(String word) {
        return lines().stream().filter(line -> line.startsWith(word + " "));
    }

    void await(String what, Predicate<ExampleRun> condition) {
        try {
            Await.until(what, PATIENCE, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("it ended with " + process.exitValue());
                }
                return condition.test(this);
            });
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\nIt printed:\n" + String.join("\n", lines()) + "\nand:\n" + complaints(), e);
        }
    }

    private String complaints() {
        try {
            return Files.readString(complained);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + complained, e);
        }
    }

    /** Ends it as a deployment does, and returns when it is gone. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not stop when it gets SIGTERM");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
