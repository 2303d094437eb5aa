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
 * @param doubt whether the last one still says it all; null unless something was heard since
 */
record Publication(
        int revision,
        long closedAt,
        long at,
        boolean deleted,
        boolean buried,
        @Nullable Doubt doubt) {

    /**
     * That there may be something new to tell.
     *
     * @param until log time at which to tell it, in milliseconds
     * @param content digest of what the last revision said
     */
    record Doubt(long until, long content) {}

    Publication inDoubt(@Nullable Doubt doubt) {
        return new Publication(revision, closedAt, at, deleted, buried, doubt);
    }

    Publication asBuried() {
        return new Publication(revision, closedAt, at, deleted, true, null);
    }
}
