/**
 * The way of a delivery through Kafka Streams: {@link io.adjourn.streams.topology.MeetingTopology} is its table of contents.
 */
@NullMarked
package io.adjourn.streams.topology;

import org.jspecify.annotations.NullMarked;
