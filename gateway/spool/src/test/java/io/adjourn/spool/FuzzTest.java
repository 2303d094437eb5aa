package io.adjourn.spool;

import io.adjourn.fuzzing.FuzzRun;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the fuzz targets of this module: see docs/testing.md. */
class FuzzTest {
    private static final List<String> OURS = List.of("io.adjourn.spool.**");

    static Stream<FuzzRun> targets() {
        return Stream.of(
                new FuzzRun(SegmentFuzz.class, OURS, List.of(), SpoolFuzz.seeds()),
                new FuzzRun(SpoolFuzz.class, OURS, List.of(), SpoolFuzz.seeds()));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldKeepItsPromisesForAnyInput(FuzzRun run) throws Exception {
        run.run();
    }
}
