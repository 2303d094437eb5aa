package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.inspector.index.IndexStore.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the index as small and as forgetful as it is to be. For the thread that indexes alone. */
public final class Upkeep {
    static final String COMPACT = "compact/";

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** At a time: indexing waits meanwhile. */
    private static final int PORTION = 2_000;

    /** Of more than this, writing all files again is less work. */
    private static final int FEW = 200;

    private static final double FILLED_TO = 0.9;

    private final IndexStore store;
    private final Indexer indexer;

    public Upkeep(IndexStore store, Indexer indexer) {
        this.store = store;
        this.indexer = indexer;
    }

    /** Has what was taken out of the index leave its files, too. */
    public void forget() {
        Set<String> keys = store.meta(COMPACT).keySet();
        if (keys.isEmpty()) {
            return;
        }
        if (keys.size() > FEW) {
            store.compactAll();
        } else {
            for (String key : keys) {
                store.compact(Column.ENTRIES, Keys.prefix(key), Keys.after(key));
                store.compact(Column.SUMMARIES, Keys.key(key), Keys.after(key));
            }
            // The lists have hashes, and the keys of meetings; what was said of deletions to come is here.
            store.compact(Column.TERMS, new byte[] {0}, new byte[] {-1});
        }
        try (var batch = store.batch()) {
            keys.forEach(key -> batch.delete(Column.META, (COMPACT + key).getBytes(UTF_8)));
            store.write(batch);
        }
        LOG.info("Deleted meetings are gone from the index's files: meetings={}", keys.size());
    }

    /**
     * Takes out what was last heard of before that time, some at a time.
     *
     * @param before in microseconds
     * @return how many
     */
    public int expire(long before) {
        return remove(Term.EVERY_MEETING, before, PORTION) + remove(Term.EVERYTHING_ELSE, before, PORTION);
    }

    /**
     * Takes out the oldest until it takes less room than that.
     *
     * @return how many
     */
    public int shrink(long maxBytes) {
        if (store.bytes() <= maxBytes) {
            return 0;
        }
        store.compactAll();
        long bytes = store.bytes();
        if (bytes <= maxBytes) {
            return 0;
        }
        long meetings = Math.max(1, indexer.meetings());
        long excess = (long) Math.ceil(meetings * (1 - FILLED_TO * maxBytes / bytes));
        int removed = remove(Term.EVERY_MEETING, Long.MAX_VALUE, (int) Math.min(excess, Integer.MAX_VALUE));
        store.compactAll();
        LOG.warn(
                "Index too large; oldest meetings left out: removed={} bytes={} limit={}: raise inspector.max-bytes to"
                        + " keep more",
                removed,
                bytes,
                maxBytes);
        return removed;
    }

    private int remove(Term term, long before, int atMost) {
        List<Posting> oldest = oldest(term, before, atMost);
        if (!oldest.isEmpty()) {
            indexer.remove(oldest.stream().map(Posting::key).toList());
        }
        return oldest.size();
    }

    private List<Posting> oldest(Term term, long before, int atMost) {
        byte[] prefix = term.prefix();
        return store.walk(Column.TERMS, 1, iterators -> {
            RocksIterator rows = iterators.getFirst();
            var found = new ArrayList<Posting>();
            rows.seekForPrev(new Term(term.code(), term.hash() + 1).prefix());
            while (rows.isValid() && found.size() < atMost) {
                byte[] row = rows.key();
                if (!Keys.startsWith(row, prefix)) {
                    break;
                }
                Posting posting = Posting.in(row);
                if (posting.firstSeenAt() >= before) {
                    break;
                }
                if (isOver(posting.key(), before)) {
                    found.add(posting);
                }
                rows.prev();
            }
            return found;
        });
    }

    private boolean isOver(String key, long before) {
        byte[] row = store.get(Column.SUMMARIES, Keys.key(key));
        return row != null && StoredSummary.unpack(row).lastNewsAt < before;
    }
}
