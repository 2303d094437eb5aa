/**
 * The streams application: from raw deliveries to events and completion records.
 *
 * <p>Read {@link io.adjourn.streams.topology.MeetingTopology} first, then the packages in the order of its steps: normalize, plan
 * (with completion, what a meeting comes to), encode. The package clock says when deadlines are due, store keeps what is remembered.
 */
@NullMarked
package io.adjourn.streams;

import org.jspecify.annotations.NullMarked;
