package io.adjourn.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A gateway as a process of its own on free ports, with what can be seen of it from outside: its log, its metrics, whether it
 * lives. It keeps everything in the directory it is given. Stopped when closed.
 */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(15);

    /**
     * What to run.
     *
     * @param classPath the gateway's classes and dependencies
     * @param mainClass its class with {@code main}
     * @param jvm options of the Java virtual machine
     * @param maxDescriptors how many files and sockets the process may have open; 0 for what this one may
     */
    public record Program(String classPath, String mainClass, List<String> jvm, int maxDescriptors) {
        List<String> command() {
            var command = new ArrayList<String>();
            if (maxDescriptors > 0) {
                command.addAll(List.of("/bin/sh", "-c", "ulimit -n " + maxDescriptors + " && exec \"$@\"", "sh"));
            }
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of(
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    classPath,
                    mainClass));
            return command;
        }
    }

    private final Process process;
    private final Path directory;
    private final int port;
    private final int managementPort;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private GatewayProcess(Process process, Path directory, int port, int managementPort) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts one and returns when it takes deliveries.
     *
     * @param directory where its sources file, spool and log are to be
     * @param sources the text of its sources file
     * @param settings more of its environment; without a Kafka there, it spools
     * @throws AssertionError if it does not start; its last words are part of the message
     */
    public static GatewayProcess start(Program program, Path directory, String sources, Map<String, String> settings)
            throws IOException {
        Files.createDirectories(directory);
        int port = Sockets.freePort();
        int managementPort = Sockets.freePort();
        var environment = new HashMap<>(Map.of(
                "ADJOURN_SOURCES",
                Files.writeString(directory.resolve("sources.yaml"), sources).toString(),
                "GATEWAY_SPOOL_DIRECTORY",
                directory.resolve("spool").toString(),
                "ADJOURN_GATEWAY_PORT",
                Integer.toString(port),
                "ADJOURN_GATEWAY_MANAGEMENT_PORT",
                Integer.toString(managementPort),
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS",
                "localhost:" + Sockets.freePort()));
        environment.putAll(settings);
        var builder = new ProcessBuilder(program.command())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("gateway.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_"));
        builder.environment().putAll(environment);
        var gateway = new GatewayProcess(builder.start(), directory, port, managementPort);
        try {
            gateway.await("the gateway has started", START, () -> gateway.log().contains("Gateway started"));
            return gateway;
        } catch (RuntimeException | Error e) {
            gateway.close();
            throw e;
        }
    }

    /** Where it takes webhooks. */
    public int port() {
        return port;
    }

    /** Where it is asked how it is. */
    public int managementPort() {
        return managementPort;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The file of its sources, to be replaced while it runs. */
    public Path sourcesFile() {
        return directory.resolve("sources.yaml");
    }

    /** What it logged so far. */
    public String log() {
        try {
            return Files.readString(logFile(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How large its log is. */
    public long logBytes() {
        return logFile().toFile().length();
    }

    /**
     * The sum of a metric's samples.
     *
     * @param name as Prometheus has it
     * @param tags what the samples are to have, {@code reason="malformed"} for instance
     * @return none where it did not answer in time or has no such sample
     */
    public OptionalDouble metric(String name, String... tags) {
        double sum = 0;
        boolean found = false;
        for (String line : prometheus().split("\n", -1)) {
            if ((line.startsWith(name + " ") || line.startsWith(name + "{"))
                    && List.of(tags).stream().allMatch(line::contains)) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                found = true;
            }
        }
        return found ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** What of its heap is in use, in bytes, once all that can be collected was. */
    public long heapBytes() {
        try {
            Process collection = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (collection.waitFor() != 0) {
                throw new IllegalStateException("jcmd cannot reach the gateway's process");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("jcmd cannot be run: use a JDK", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return (long) metric("jvm_memory_used_bytes", "area=\"heap\"").orElseThrow();
    }

    /**
     * Waits until something holds.
     *
     * @throws AssertionError if it does not within 30 seconds, or the gateway ends
     */
    public void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    private void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (!isAlive()) {
                throw new AssertionError(
                        "the gateway ended with exit code " + process.exitValue() + ":\n" + lastWords());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not in time: " + what + "; the gateway's last words:\n" + lastWords());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }

    private Path logFile() {
        return directory.resolve("gateway.log");
    }

    private String lastWords() {
        String log = log();
        return log.substring(Math.max(0, log.length() - 3_000));
    }

    private String prometheus() {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/prometheus"))
                    .timeout(ANSWER)
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
