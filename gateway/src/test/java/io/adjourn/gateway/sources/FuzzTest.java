package io.adjourn.gateway.sources;

import io.adjourn.fuzzing.FuzzRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the fuzz target of this module: see docs/testing.md. */
class FuzzTest {

    @Test
    void shouldReadAnyTextAsTheSizeItSaysOrAsNone() throws Exception {
        new FuzzRun(
                        ByteSizeFuzz.class,
                        List.of("io.adjourn.gateway.sources.ByteSize"),
                        ByteSizeFuzz.DICTIONARY,
                        ByteSizeFuzz.seeds())
                .run();
    }
}
