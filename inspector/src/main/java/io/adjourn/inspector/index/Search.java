package io.adjourn.inspector.index;

import io.adjourn.inspector.index.IndexStore.Column;
import io.adjourn.inspector.view.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the meetings that have all of a query's terms: the terms' lists are in one order, so each list is asked for its next meeting
 * that is not before where the others are, until all agree. That costs what the rarest term has, not what all have.
 *
 * <p>Stops after a time, with what it has, and says where to go on: few of very many meetings may fit.
 */
final class Search {
    private static final Duration PATIENCE = Duration.ofMillis(150);

    /** So many postings of each list are looked at however long it takes: on a busy machine, too, what has one name is found at once. */
    private static final int AT_LEAST = 20;

    private final IndexStore store;
    private final Query query;
    private final List<Term> terms;
    private final long from;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    Search(IndexStore store, Query query) {
        this.store = store;
        this.query = query;
        this.terms = Term.of(query);
        this.from = query.from() == null ? Long.MIN_VALUE : Micros.of(query.from());
    }

    /** A meeting that fits. */
    record Hit(Posting posting, String key, StoredSummary summary) {}

    /**
     * What was found.
     *
     * @param next where the next page begins; null where there is none
     * @param isCutShort whether the time was up
     */
    record Found(List<Hit> hits, @Nullable Posting next, boolean isCutShort) {}

    Found find(Posting start, int limit) {
        return store.walk(Column.TERMS, terms.size(), rows -> {
            var lists = new ArrayList<PostingList>();
            for (int i = 0; i < terms.size(); i++) {
                lists.add(new PostingList(rows.get(i), terms.get(i)));
            }
            return find(lists, start, limit);
        });
    }

    private Found find(List<PostingList> lists, Posting start, int limit) {
        var hits = new ArrayList<Hit>();
        Posting at = start;
        int agreeing = 0;
        for (int steps = 0; ; steps++) {
            Posting next = lists.get(steps % lists.size()).from(at);
            if (next == null || (next.bytes().length > Long.BYTES && next.firstSeenAt() < from)) {
                return new Found(hits, null, false);
            }
            if (steps >= AT_LEAST * lists.size() && System.nanoTime() > deadline) {
                return new Found(hits, next, true);
            }
            agreeing = next.compare(at) == 0 ? agreeing + 1 : 1;
            at = next;
            if (agreeing >= lists.size()) {
                Hit hit = hit(next);
                if (hit != null) {
                    if (hits.size() == limit) {
                        return new Found(hits, next, false);
                    }
                    hits.add(hit);
                }
                at = next.next();
                agreeing = 0;
            }
        }
    }

    private @Nullable Hit hit(Posting posting) {
        String key = posting.key();
        byte[] row = store.get(Column.SUMMARIES, Keys.key(key));
        if (row == null) {
            return null;
        }
        StoredSummary summary = StoredSummary.unpack(row);
        return Term.fits(query, key, summary) ? new Hit(posting, key, summary) : null;
    }
}
