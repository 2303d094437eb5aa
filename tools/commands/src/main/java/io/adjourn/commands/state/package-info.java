/** What streams keeps of meetings, read from its changelog without streams. */
@NullMarked
package io.adjourn.commands.state;

import org.jspecify.annotations.NullMarked;
