/** Moves an installation to a new generation of topics, with more partitions. */
@NullMarked
package io.adjourn.commands.cutover;

import org.jspecify.annotations.NullMarked;
