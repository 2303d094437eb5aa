package io.adjourn.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StackTest {
    @Test
    void shouldSayToTheJvmOfStreamsWhatItsImageSays() throws IOException {
        assertThat(Files.readString(Path.of("../../images/streams/Dockerfile"))).contains(Stack.STREAMS_JVM);
    }
}
