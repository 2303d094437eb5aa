package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.RejectReason;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that could not be read.
 *
 * @param key of its record: the meeting's, or another where none is named
 * @param record where it stands among the rejects
 * @param raw where its delivery stands; null where it had no place
 * @param detail what was wrong and where; no content of the body
 * @param step which part of streams rejected it
 * @param replay the command that sends it back
 */
@Serdeable
public record Reject(
        String key,
        Coordinates record,
        @Nullable Coordinates raw,
        RejectReason reason,
        String detail,
        String step,
        @Nullable String source,
        @Nullable String vendor,
        Instant at,
        String replay) {}
