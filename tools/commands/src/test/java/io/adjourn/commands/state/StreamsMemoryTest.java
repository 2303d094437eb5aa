package io.adjourn.commands.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StreamsMemoryTest {
    private static final Path STORES = Path.of("../../streams/src/main/java/io/adjourn/streams/topology/Stores.java");

    /** Streams is not on our class path: its source is asked. */
    @Test
    void shouldKnowEveryStoreOfStreams() throws IOException {
        var names = Pattern.compile("static final String \\w+ = \"([a-z-]+)\"")
                .matcher(Files.readString(STORES))
                .results()
                .map(name -> name.group(1));
        assertThat(names).containsExactlyInAnyOrderElementsOf(StreamsMemory.STORES);
    }
}
