package io.adjourn.inspector.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** The list of a term's meetings, walked in one direction. */
final class PostingList {
    /**
     * What is so near is walked to: a step costs a tenth of a search from the root. Lists that seldom meet are mostly woven into each
     * other, so that the next of one is near the next of the other.
     */
    private static final int FAR = 16;

    private final RocksIterator rows;
    private final Term term;
    private final byte[] prefix;
    private boolean begun;
    private int patience = FAR;

    PostingList(RocksIterator rows, Term term) {
        this.rows = rows;
        this.term = term;
        this.prefix = term.prefix();
    }

    /**
     * Its first posting that is not before that one, which must not be before those asked for earlier.
     *
     * @return null where the list ends
     */
    @Nullable
    Posting from(Posting target) {
        if (begun) {
            for (int step = 0; step < patience; step++) {
                Posting here = here();
                if (here == null || here.compare(target) >= 0) {
                    patience = FAR;
                    return here;
                }
                rows.next();
            }
            // It was in vain; the next is as far, likely.
            patience = Math.max(2, patience / 2);
        }
        begun = true;
        rows.seek(target.in(term));
        return here();
    }

    private @Nullable Posting here() {
        if (!rows.isValid()) {
            return null;
        }
        byte[] row = rows.key();
        return Arrays.equals(row, 0, prefix.length, prefix, 0, prefix.length) ? Posting.in(row) : null;
    }
}
