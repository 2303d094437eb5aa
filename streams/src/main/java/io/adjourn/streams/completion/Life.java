package io.adjourn.streams.completion;

import org.jspecify.annotations.Nullable;

/**
 * Where a meeting is in its life.
 *
 * <pre>
 *   first event ──▶ Open ──closes──▶ Closed ──nothing heard for long──▶ Stub ──longer still──▶ forgotten
 *                                    ▲    │  ▲                            │
 *                    closes again    │    │  └────────late event──────────┘
 *                                 Reopened ◀── goes on: another attempt, or news after TIMED_OUT
 * </pre>
 */
public sealed interface Life {
    /** The last revision; null before the first. */
    @Nullable
    Publication last();

    /** There is no record yet. */
    record Open() implements Life {
        @Override
        public @Nullable Publication last() {
            return null;
        }
    }

    /**
     * There is a record, and the meeting goes on after it: the next comes when it closes again.
     *
     * @param said what the last revision says
     */
    record Reopened(Publication last, RecordContent said) implements Life {}

    /**
     * There is a record that holds.
     *
     * @param pending what may have to be said; null unless something was heard since
     */
    record Closed(Publication last, @Nullable PendingRevision pending) implements Life {}

    /**
     * Only what its record says is kept, so that a late event adds to it: the identities of its events are forgotten.
     *
     * @param pending what is to be said with the next revision; null unless something is
     */
    record Stub(Publication last, @Nullable PendingRevision pending) implements Life {}
}
