/**
 * The way in: what a meeting-bot vendor sends, and how it becomes events.
 *
 * <p>{@link io.adjourn.vendors.Vendor} is the whole of what the rest of Adjourn knows of a vendor. Each has a package of its
 * own below this one and one line in {@link io.adjourn.vendors.Vendors}. Everything here is pure: the same bytes give the
 * same answer; no Kafka, no HTTP, no clock.
 */
@NullMarked
package io.adjourn.vendors;

import org.jspecify.annotations.NullMarked;
