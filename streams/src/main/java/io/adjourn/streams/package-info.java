/**
 * The streams application: from raw deliveries to events and completion records.
 *
 * <p>Read {@link io.adjourn.streams.topology.MeetingTopology} first, then the packages in the order of its steps: normalize,
 * topology, completion.
 */
@NullMarked
package io.adjourn.streams;

import org.jspecify.annotations.NullMarked;
