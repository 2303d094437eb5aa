/**
 * The index on disk: RocksDB, in which each record of the topics has a place by its key, each meeting a summary, and each thing that
 * meetings are searched by a list in the order of time.
 */
@NullMarked
package io.adjourn.inspector.index;

import org.jspecify.annotations.NullMarked;
