package io.adjourn.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final List<String> THIS_CLASS_PATH = List.of("-cp", System.getProperty("java.class.path"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void shouldDieWithItsParentWhenThatIsKilledWithoutWarning() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        THIS_CLASS_PATH.getFirst(),
                        THIS_CLASS_PATH.getLast(),
                        Parent.class.getName(),
                        directory.toString())
                .start();
        ProcessHandle child = ProcessHandle.of(Long.parseLong(
                        new String(parent.getInputStream().readNBytes(10), StandardCharsets.UTF_8).strip()))
                .orElseThrow();
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        assertThat(child.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void shouldTellItsLastWordsWhenItEndsByItself() throws Exception {
        var told = new CompletableFuture<CannotStartException>();
        try (var process = start(Unhappy.class)) {
            process.whenItDies(told::complete);
            assertThat(told.get(30, TimeUnit.SECONDS))
                    .hasMessageStartingWith("a test process exited unexpectedly with exit code 3; last lines of "
                            + directory.resolve("log"))
                    .hasMessageEndingWith("this cannot go on");
        }
    }

    @Test
    void shouldTellNothingWhenItIsStopped() throws Exception {
        var told = new CompletableFuture<CannotStartException>();
        var process = start(Patient.class);
        process.whenItDies(told::complete);
        process.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(told).isNotDone();
    }

    private ChildProcess start(Class<?> main) {
        var arguments = List.of(THIS_CLASS_PATH.getFirst(), THIS_CLASS_PATH.getLast(), main.getName());
        return ChildProcess.java("a test process", arguments, Map.of(), directory.resolve("log"));
    }

    /** Starts a child, prints its id in ten characters, and waits for ever. */
    static final class Parent {
        public static void main(String[] args) throws InterruptedException, IOException {
            Path log = Files.createTempFile(Path.of(args[0]), "child", ".log");
            var child = ChildProcess.java(
                    "child",
                    List.of("-cp", System.getProperty("java.class.path"), Patient.class.getName()),
                    Map.of(),
                    log);
            System.out.printf("%10d", child.id());
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }

    /** Waits for ever. */
    static final class Patient {
        public static void main(String[] args) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    /** Complains and ends. */
    static final class Unhappy {
        public static void main(String[] args) {
            System.err.println("this cannot go on");
            System.exit(3);
        }
    }
}
