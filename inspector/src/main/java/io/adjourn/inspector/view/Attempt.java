package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a meeting's bot.
 *
 * @param number from 1
 * @param joinedAt null where it never got in, or that was not said
 * @param endedAt null where not known
 */
@Serdeable
public record Attempt(
        int number, @Nullable Instant joinedAt, @Nullable Instant endedAt, EndReason endReason, BotState state) {}
