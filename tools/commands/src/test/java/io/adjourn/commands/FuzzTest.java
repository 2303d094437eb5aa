package io.adjourn.commands;

import io.adjourn.fuzzing.FuzzRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the fuzz target of this module: see docs/testing.md. */
class FuzzTest {

    @Test
    void shouldReadAnyBytesAsACapturedRequestOrSayWhatIsWrong() throws Exception {
        new FuzzRun(
                        CapturedRequestFuzz.class,
                        List.of("io.adjourn.commands.CapturedRequest**"),
                        CapturedRequestFuzz.DICTIONARY,
                        CapturedRequestFuzz.seeds())
                .run();
    }
}
