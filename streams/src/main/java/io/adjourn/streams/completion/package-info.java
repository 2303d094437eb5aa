/**
 * How a meeting becomes a record: {@link io.adjourn.streams.completion.MeetingFold} gathers what its events say,
 * {@link io.adjourn.streams.completion.Closing} decides when it is done, and
 * {@link io.adjourn.streams.completion.CompletionRecord} says what it came to. Pure.
 */
@NullMarked
package io.adjourn.streams.completion;

import org.jspecify.annotations.NullMarked;
