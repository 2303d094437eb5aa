package io.adjourn.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableStoreTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

    /** Transactional, as it is in production; after an aborted transaction it is closed and opened again. */
    @Test
    void shouldLeaveOnTheDiskWhatTheCommittedOffsetSaysAndNoMore(@TempDir Path disk) {
        DurableStore aborted = transactional(disk);
        aborted.put(key("a"), value("1"));
        aborted.commit(Map.of(CHANGELOG, 7L));
        aborted.put(key("a"), value("2"));
        aborted.put(key("b"), value("3"));
        aborted.close();

        DurableStore again = transactional(disk);
        assertThat(again.committedOffset(CHANGELOG)).isEqualTo(7L);
        assertThat(again.get(key("a"))).isEqualTo(value("1"));
        assertThat(again.get(key("b"))).isNull();
        again.close();
    }

    /** What the disk has while the process still lives is what a kill leaves. */
    @Test
    void shouldHaveOnTheDiskWhatWasCommittedThoughNobodyClosedIt(@TempDir Path disk, @TempDir Path afterAKill)
            throws IOException {
        DurableStore killed = transactional(disk);
        killed.put(key("a"), value("1"));
        killed.commit(Map.of(CHANGELOG, 7L));
        killed.put(key("a"), value("2"));
        copy(disk, afterAKill);
        killed.close();

        DurableStore again = transactional(afterAKill);
        assertThat(again.committedOffset(CHANGELOG)).isEqualTo(7L);
        assertThat(again.get(key("a"))).isEqualTo(value("1"));
        again.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.endsWith("LOCK")) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static DurableStore transactional(Path disk) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        var context = new MockProcessorContext<>(settings, new TaskId(0, 0), disk.toFile()).getStateStoreContext();
        var rocksDb = org.apache.kafka.streams.state.Stores.persistentKeyValueStore("store")
                .get();
        var opened = new DurableStore(rocksDb, Duration.ofHours(1));
        opened.init(context, opened);
        return opened;
    }

    /** A method that is not passed on would have Kafka Streams ask the wrong store. */
    @Test
    void shouldLeaveNothingThatKafkaStreamsAsksAStoreToItsDefaults() {
        assertThat(asked(StateStore.class, KeyValueStore.class, ReadOnlyKeyValueStore.class))
                .filteredOn(method -> !isOwn(method))
                .extracting(Method::getName)
                .containsOnly("flush", "query", "reverseRange", "reverseAll", "prefixScan", "readOnly");
    }

    private static List<Method> asked(Class<?>... interfaces) {
        return Arrays.stream(interfaces)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .toList();
    }

    private static boolean isOwn(Method method) {
        return Arrays.stream(DurableStore.class.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && own.getParameterCount() == method.getParameterCount());
    }

    private static Bytes key(String text) {
        return Bytes.wrap(value(text));
    }

    private static byte[] value(String text) {
        return text.getBytes(UTF_8);
    }
}
