/**
 * What is remembered, and stores of our own where those of Kafka Streams do not serve. What each of these is for, and the test that
 * holds it to that:
 *
 * <ul>
 *   <li>{@link io.adjourn.streams.store.DurableStore}: a killed process restored 28,393 records without the log of RocksDB that it
 *       switches on (ADR 20); {@code DurableStoreTest}, and {@code KilledStreamsIT} counts them.
 *   <li>{@link io.adjourn.streams.store.MeetingsByTime}: looks at the first deadline before each delivery without a scan over removed
 *       entries; {@code MeetingsByTimeTest}.
 *   <li>{@link io.adjourn.streams.store.MeetingStore}: deliveries of one meeting come close together, so most find its state read;
 *       {@code MeetingsTest}.
 *   <li>{@link io.adjourn.streams.store.SeenEvents}: a window store read by key alone; {@code SeenEventsTest}.
 * </ul>
 */
@NullMarked
package io.adjourn.streams.store;

import org.jspecify.annotations.NullMarked;
