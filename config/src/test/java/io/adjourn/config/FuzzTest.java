package io.adjourn.config;

import io.adjourn.fuzzing.FuzzRun;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the fuzz targets of this module: see docs/testing.md. */
class FuzzTest {
    private static final List<String> OURS = List.of("io.adjourn.config.**");

    static Stream<FuzzRun> targets() {
        return Stream.of(
                new FuzzRun(SourcesFuzz.class, OURS, SourcesFuzz.DICTIONARY, SourcesFuzz.seeds()),
                new FuzzRun(RateLimitFuzz.class, OURS, RateLimitFuzz.DICTIONARY, RateLimitFuzz.seeds()),
                new FuzzRun(ByteSizeFuzz.class, OURS, ByteSizeFuzz.DICTIONARY, ByteSizeFuzz.seeds()));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldKeepItsPromisesForAnyInput(FuzzRun run) throws Exception {
        run.run();
    }
}
