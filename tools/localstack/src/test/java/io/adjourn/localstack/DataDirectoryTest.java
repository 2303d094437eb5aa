package io.adjourn.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @Test
    void shouldLeaveNothingBehindWhenTemporary() throws IOException {
        Path path;
        try (var data = DataDirectory.temporary()) {
            path = data.path();
            Files.writeString(data.log("gateway"), "something");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void shouldKeepWhatIsThereWhenKept(@TempDir Path directory) throws IOException {
        Path log;
        try (var data = DataDirectory.kept(directory.resolve("new one"))) {
            log = Files.writeString(data.log("gateway"), "something");
        }
        assertThat(log).hasContent("something");
    }

    @Test
    void shouldRefuseWhenAnotherStackHoldsIt(@TempDir Path directory) {
        try (var data = DataDirectory.kept(directory)) {
            assertThatThrownBy(() -> DataDirectory.kept(directory))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessage("the data directory " + data.path()
                            + " is in use by a running stack: stop it, or choose another with --data");
        }
        DataDirectory.kept(directory).close();
    }

    @Test
    void shouldSayWhereWhenItCannotBeWritten(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a-file"), "");
        assertThatThrownBy(() -> DataDirectory.kept(file.resolve("data")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("cannot write to " + file.resolve("data") + " (")
                .hasMessageEndingWith("choose another with --data");
    }
}
