/** What our topics hold, read in no group. */
@NullMarked
package io.adjourn.commands.topics;

import org.jspecify.annotations.NullMarked;
