package io.adjourn.inspector.index;

import static io.adjourn.inspector.index.Samples.NOON;
import static io.adjourn.inspector.index.Samples.came;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adjourn.inspector.index.IndexStore.Column;
import io.adjourn.testing.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDBException;

/** A disk without room for the index. */
@Timeout(60)
class FullIndexDiskTest {
    private static final String KEY = "acme/first";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path disk;

    @SuppressWarnings("NullAway.Init") // set before each
    private SmallDisk small;

    @BeforeEach
    void mount() {
        small = new SmallDisk(disk, 24);
        assumeTrue(small.isThere(), "skipped: mounting a small tmpfs is not permitted here");
    }

    @AfterEach
    void unmount() {
        small.close();
    }

    @Test
    void shouldSayThatTheDiskIsFullServeWhatIsIndexedAndGoOnOnceThereIsRoom() {
        small.fill(8 * 1024 * 1024);
        try (IndexStore store = IndexStore.open(disk.resolve("index"), Duration.ofHours(1))) {
            var indexer = new Indexer(store);
            indexer.index(List.of(came(KEY, 1, NOON, 1L)), Map.of("meetings.raw.v1/0", 2L));

            IndexException refused = catchThrowableOfType(IndexException.class, () -> fill(indexer));

            assertThat(refused.isDamage()).as(refused.getMessage()).isFalse();
            assertThat(refused).hasMessageContaining("No space left");
            long events = indexer.events();
            assertThat(Entries.of(store, KEY).deliveries()).hasSize(1);

            assertThatThrownBy(store::recover).isInstanceOf(IndexException.class);
            assertThat(Entries.of(store, KEY).deliveries()).hasSize(1);

            small.makeRoom();

            store.recover();
            indexer.load();
            indexer.index(List.of(came("acme/after", 9, NOON, 1L)), Map.of());
            assertThat(indexer.events()).isEqualTo(events + 1);
            assertThat(Entries.of(store, "acme/after").deliveries()).hasSize(1);
        }
    }

    @Test
    void shouldBeOpenedForReadingWithoutAnyRoom() throws RocksDBException {
        small.fill(8 * 1024 * 1024);
        Path index = disk.resolve("index");
        try (IndexStore store = IndexStore.open(index, Duration.ofHours(1))) {
            var indexer = new Indexer(store);
            indexer.index(List.of(came(KEY, 1, NOON, 1L)), Map.of("meetings.raw.v1/0", 2L));
            assertThatThrownBy(() -> fill(indexer)).isInstanceOf(IndexException.class);
        }
        try (var cache = new LRUCache(1024 * 1024);
                Database full = Database.openForReading(index, cache, Duration.ofHours(1))) {
            assertThat(full.db().get(full.handle(Column.SUMMARIES), Keys.key(KEY)))
                    .isNotEmpty();
        }
    }

    private static void fill(Indexer indexer) {
        for (int batch = 1; ; batch++) {
            var changes = new ArrayList<Change>();
            for (int i = 0; i < 1_000; i++) {
                changes.add(came("acme/" + batch + "-" + i, batch * 1_000L + i, NOON, (long) i));
            }
            indexer.index(changes, Map.of("meetings.raw.v1/0", batch * 1_000L));
        }
    }
}
