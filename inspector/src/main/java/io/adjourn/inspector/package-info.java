/**
 * The inspector: what happened to a meeting, read-only, from an index of the topics that it keeps on its own disk.
 *
 * <p>Read {@code ingest} first, then {@code index}, {@code view} and {@code http}. Nothing of Adjourn depends on it.
 */
@NullMarked
package io.adjourn.inspector;

import org.jspecify.annotations.NullMarked;
