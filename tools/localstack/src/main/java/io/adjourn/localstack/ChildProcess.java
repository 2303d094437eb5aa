package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Java process of ours: it logs to a file, and never outlives us, not even when we are killed without warning.
 *
 * <p>Ctrl-C on a terminal reaches only us, so that we stop our children in order.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LAST_LINES = 12;

    /**
     * Becomes the command in its arguments. A bystander waits for the end of our standard input, which comes when the
     * parent closes it or is no more, and kills what we became.
     */
    private static final String DIE_WITH_THE_PARENT = """
            trap '' INT
            exec 3<&0
            (read -r nothing <&3; kill -9 $$ 2>/dev/null) &
            exec "$@" 3<&- </dev/null
            """;

    /** Small and quick to start: peak speed is not what a sandbox is for. */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String name;
    private final Process process;
    private final Path log;
    private volatile boolean stopping;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a Java process that is small and quick to start.
     *
     * @param arguments those of {@code java}
     * @param log the file that takes what it prints, appended
     */
    public static ChildProcess java(String name, List<String> arguments, Map<String, String> environment, Path log) {
        return start(name, SMALL, arguments, environment, log);
    }

    /**
     * Starts a Java process that becomes as fast as it would in production.
     *
     * @param arguments those of {@code java}
     * @param log the file that takes what it prints, appended
     */
    public static ChildProcess fastJava(
            String name, List<String> arguments, Map<String, String> environment, Path log) {
        return start(name, List.of(), arguments, environment, log);
    }

    private static ChildProcess start(
            String name, List<String> kind, List<String> arguments, Map<String, String> environment, Path log) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", DIE_WITH_THE_PARENT, name));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(kind);
        command.add("-XX:+ExitOnOutOfMemoryError");
        // What compression and buffers of Kafka do, said once here instead of at the top of every log.
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What our own environment says of a Kafka and a registry is about others than those of this machine.
        builder.environment().keySet().removeIf(key -> key.startsWith("KAFKA_") || key.startsWith("REGISTRY_"));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new CannotStartException("cannot start the process " + name + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    public long id() {
        return process.pid();
    }

    /** Waits for its end; says after that time whether it has come. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How much processor time it has taken; none where the system does not tell. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Tells if it ends without having been told to. */
    void whenItDies(Consumer<CannotStartException> told) {
        var _ = process.onExit().thenAccept(_ -> {
            if (!stopping) {
                told.accept(death());
            }
        });
    }

    /** What its end means to the user, with the last lines it printed. */
    public CannotStartException death() {
        return new CannotStartException(name + " exited unexpectedly with exit code " + process.exitValue()
                + "; last lines of " + log + ":\n" + String.join("\n", lastLines()));
    }

    /** Waits for it to end by itself, and returns what that means. */
    CannotStartException end() {
        process.onExit().join();
        return death();
    }

    /** Ends it without warning, as a crash would, and returns when it is gone. */
    public void kill() {
        stopping = true;
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to stop, and returns when it is gone. */
    @Override
    public void close() {
        stopping = true;
        // By its handle: Process.destroy() also closes the child's input, which is how it learns that we are gone.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private List<String> lastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(cannot be read: " + e.getMessage() + ")");
        }
    }
}
