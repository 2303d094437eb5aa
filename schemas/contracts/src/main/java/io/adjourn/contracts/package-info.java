/**
 * What Adjourn promises to those who read its topics: the topics, their records and how both are put in place.
 *
 * <p>The records are in {@code src/main/avro} and generated into {@code io.adjourn.meetings.v1}; every released version of
 * them is kept in {@code src/history}.
 */
@NullMarked
package io.adjourn.contracts;

import org.jspecify.annotations.NullMarked;
