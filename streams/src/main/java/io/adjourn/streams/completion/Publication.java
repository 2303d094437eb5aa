package io.adjourn.streams.completion;

import org.jspecify.annotations.Nullable;

/**
 * What has been published of a meeting.
 *
 * @param revision the last one, from 1
 * @param closedAt log time of the first, in milliseconds
 * @param at log time of the last one, in milliseconds
 * @param deleted whether the last one told the deletion
 * @param buried whether the record itself was deleted from its topic: then none may follow
 * @param provisional whether no end was known at the last one: it tells that nothing was heard for long
 * @param contentBefore digest of what the last one said, where the meeting goes on after it and the next comes when it closes
 *     again; null where it rests
 * @param doubt whether the last one still says it all; null unless something was heard since
 */
record Publication(
        int revision,
        long closedAt,
        long at,
        boolean deleted,
        boolean buried,
        boolean provisional,
        @Nullable Long contentBefore,
        @Nullable Doubt doubt) {

    /**
     * That there may be something new to tell.
     *
     * @param until log time at which to tell it, in milliseconds
     * @param content digest of what the last revision said
     */
    record Doubt(long until, long content) {}

    Publication inDoubt(@Nullable Doubt doubt) {
        return new Publication(revision, closedAt, at, deleted, buried, provisional, contentBefore, doubt);
    }

    /** @param content digest of what it says */
    Publication asReopened(long content) {
        return new Publication(revision, closedAt, at, deleted, buried, provisional, content, null);
    }

    boolean isReopened() {
        return contentBefore != null;
    }

    /** Closed again, with nothing to say that was not said. */
    Publication asClosed() {
        return new Publication(revision, closedAt, at, deleted, buried, provisional, null, null);
    }

    Publication asBuried() {
        return new Publication(revision, closedAt, at, deleted, true, provisional, null, null);
    }
}
