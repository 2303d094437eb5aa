package io.adjourn.bench.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @Test
    void shouldSayInWhatItIsNotUpToIt() {
        assertThat(new Machine(1, 0.35, 42).shortcomings())
                .containsExactly(
                        "it has less than 2 processors",
                        "other processes take 35 % of the processors",
                        "its disk takes 42 MB/s, less than 100");
        assertThat(new Machine(2, 0.1, 800).shortcomings()).isEmpty();
    }

    @Test
    void shouldLookAtTheDiskAndLeaveNothingThere(@TempDir Path directory) {
        assertThat(Machine.look(directory).megabytes()).isPositive();
        assertThat(directory).isEmptyDirectory();
    }
}
