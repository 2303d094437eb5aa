package io.adjourn.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.LogRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ReloadableTest {
    private static final String FAILED = "ERROR Reload failed; keeping the last valid version";

    private static final String HANGING = "the read has not finished after 10 s and is still pending:"
            + " check that the file system responds and that it is a file";

    private String file = "first";
    private long nanos;
    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> readings = new ArrayDeque<>();
    private final Reloadable<String> read =
            new Reloadable<>("file", this::readUnlessBroken, this::isLonger, this::tell, readings::add, () -> nanos);

    @AutoClose
    private final LogRecorder log = new LogRecorder();

    private boolean isLonger(String last, String next) {
        return next.startsWith(last);
    }

    private void tell(String last, String next) {
        told.add(last + " -> " + next + ", in use: " + read.current());
    }

    @Test
    void shouldTellOfAChangeBeforeAnybodyCanSeeIt() {
        file = "first and second";

        lookAndRead();

        assertThat(told).containsExactly("first -> first and second, in use: first");
        assertThat(read.current()).isEqualTo("first and second");
    }

    @Test
    void shouldTellNothingWhereNothingChanged() {
        lookAndRead();

        assertThat(told).isEmpty();
    }

    @Test
    void shouldUseWhatMayBeHalfWrittenOnlyAfterTwoEqualReadingsInARow() {
        file = "fir";
        lookAndRead();
        assertThat(read.current()).isEqualTo("first");
        file = "fi";
        lookAndRead();
        file = "broken";
        lookAndRead();
        file = "fi";
        lookAndRead();
        assertThat(read.current()).isEqualTo("first");

        lookAndRead();

        assertThat(read.current()).isEqualTo("fi");
        assertThat(told).hasSize(1);
    }

    @Test
    void shouldNotTakeReadingsThatAreCloseTogetherForTwo() {
        file = "fir";
        read.look();
        pass(Duration.ofMillis(2_900));
        // Its thread began late.
        readings.remove().run();
        pass(Duration.ofMillis(100));
        read.look();
        readings.remove().run();
        assertThat(read.current()).isEqualTo("first");

        lookAndRead();

        assertThat(read.current()).isEqualTo("fir");
    }

    @Test
    void shouldForgetWhatMayBeHalfWrittenOnceTheFileIsWhole() {
        file = "fir";
        lookAndRead();
        file = "first";
        lookAndRead();
        file = "fir";
        lookAndRead();

        assertThat(read.current()).isEqualTo("first");
    }

    @Test
    void shouldKeepTheLastValidVersionAndSayWhyUntilItCanBeReadAgain() {
        file = "broken";
        lookAndRead();
        lookAndRead();
        assertThat(read.current()).isEqualTo("first");
        assertThat(read.fault()).isEqualTo("it is broken");
        assertThat(log.lines()).filteredOn(line -> line.startsWith(FAILED)).hasSize(1);

        file = "first";
        lookAndRead();
        assertThat(read.fault()).isNull();
        assertThat(told).isEmpty();
        assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO Reload succeeded"));
    }

    @Test
    void shouldSayThatAReadingHangsAndGoOnWhenItEnds() {
        read.look();
        pass(Duration.ofSeconds(9));
        read.look();
        assertThat(read.fault()).isNull();

        pass(Duration.ofSeconds(2));
        read.look();
        read.look();
        assertThat(read.fault()).contains("has not finished after 10 s");
        assertThat(read.lastReadAge()).isEqualTo(Duration.ofSeconds(11));
        assertThat(log.lines()).filteredOn(line -> line.startsWith(FAILED)).hasSize(1);

        file = "first, after all";
        Runnable givenUp = readings.remove();
        readings.remove().run();
        assertThat(read.fault()).isNull();
        assertThat(read.lastReadAge()).isZero();
        assertThat(read.current()).isEqualTo("first, after all");
        lookAndRead();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("INFO Reload succeeded"))
                .hasSize(1);

        file = "first, after all, and more";
        givenUp.run();
        assertThat(read.current()).as("what a reading finds that was given up").isEqualTo("first, after all");
    }

    @Test
    void shouldGiveUpOnlyAFewReadingsThatHangAndSayThatTheyDoMeanwhile() {
        read.look();
        for (int looks = 0; looks < 20; looks++) {
            pass(Duration.ofSeconds(6));
            read.look();
            assertThat(read.fault()).isEqualTo(looks == 0 ? null : HANGING);
        }
        assertThat(readings).hasSize(4);

        file = "first, when the file system answers";
        readings.forEach(Runnable::run);
        assertThat(read.fault()).isNull();
        assertThat(read.current()).isEqualTo(file);
        readings.clear();
        lookAndRead();
        assertThat(readings).isEmpty();
    }

    @Test
    void shouldGoOnAfterAnError() {
        file = "too deep";
        lookAndRead();
        assertThat(read.fault()).contains("StackOverflowError");

        file = "first and second";
        lookAndRead();
        assertThat(read.fault()).isNull();
        assertThat(read.current()).isEqualTo("first and second");
    }

    @Test
    void shouldGoOnWhenThereWasNoThreadForAReading() {
        var broke = new Reloadable<>(
                "file",
                this::readUnlessBroken,
                this::isLonger,
                this::tell,
                _ -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                () -> nanos);

        broke.look();
        broke.look();

        assertThat(broke.fault()).contains("unable to create native thread");
    }

    private void lookAndRead() {
        pass(Duration.ofSeconds(3));
        read.look();
        readings.remove().run();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private String readUnlessBroken() {
        if (file.equals("broken")) {
            throw new UncheckedIOException("it is broken", new IOException());
        }
        if (file.equals("too deep")) {
            throw new StackOverflowError();
        }
        return file;
    }
}
