package io.adjourn.streams.completion;

import org.jspecify.annotations.Nullable;

/**
 * What has been published of a meeting.
 *
 * @param revision the last one, from 1
 * @param closedAt log time of the first, in milliseconds
 * @param at log time of the last one, in milliseconds
 * @param content digest of what the last one said
 * @param deleted whether the last one told the deletion
 * @param buried whether the record itself was deleted from its topic: then none may follow
 * @param reviseAt log time at which to tell what is new by then, if anything, in milliseconds; null unless something changed
 */
record Publication(
        int revision,
        long closedAt,
        long at,
        long content,
        boolean deleted,
        boolean buried,
        @Nullable Long reviseAt) {

    Publication revisedAt(@Nullable Long logTime) {
        return new Publication(revision, closedAt, at, content, deleted, buried, logTime);
    }

    Publication asBuried() {
        return new Publication(revision, closedAt, at, content, deleted, true, null);
    }
}
