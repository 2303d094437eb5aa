package io.adjourn.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableStoreTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

    private final KeyValueStore<Bytes, byte[]> behind =
            org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore("store").get();
    private final DurableStore store = new DurableStore(behind, Duration.ofHours(1));

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

    @RepeatedTest(50)
    void shouldReadAndWriteAsTheStoreBehindItDoes(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var expected = new TreeMap<String, String>();
        for (int i = 0; i < 300; i++) {
            String key = "k" + random.nextInt(9);
            String value = "v".repeat(random.nextInt(60)) + i;
            switch (random.nextInt(8)) {
                case 0 -> store.commit(Map.of());
                case 1 -> assertThat(text(store.delete(key(key)))).isEqualTo(expected.remove(key));
                case 2 ->
                    assertThat(text(store.putIfAbsent(key(key), value(value))))
                            .isEqualTo(expected.putIfAbsent(key, value));
                case 3 -> {
                    store.putAll(List.of(KeyValue.pair(key(key), value(value)), KeyValue.pair(key("k0"), null)));
                    expected.put(key, value);
                    expected.remove("k0");
                }
                case 4 -> assertThat(texts(store.range(key(key), null))).isEqualTo(texts(expected.tailMap(key, true)));
                case 5 -> assertThat(texts(store.all())).isEqualTo(texts(expected));
                case 6 -> {
                    store.put(key(key), value(value));
                    expected.put(key, value);
                }
                default -> assertThat(text(store.get(key(key)))).isEqualTo(expected.get(key));
            }
        }
        store.commit(Map.of());
        assertThat(texts(behind.all())).isEqualTo(texts(expected));
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

    private static List<String> texts(KeyValueIterator<Bytes, byte[]> entries) {
        var texts = new ArrayList<String>();
        try (entries) {
            entries.forEachRemaining(entry -> texts.add(new String(entry.key.get(), UTF_8) + "=" + text(entry.value)));
        }
        return texts;
    }

    private static List<String> texts(Map<String, String> entries) {
        return entries.entrySet().stream().map(Object::toString).toList();
    }

    private static Bytes key(String text) {
        return Bytes.wrap(value(text));
    }

    private static byte[] value(String text) {
        return text.getBytes(UTF_8);
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, UTF_8);
    }
}
