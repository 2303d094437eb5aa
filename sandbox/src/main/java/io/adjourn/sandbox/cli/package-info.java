/** The commands of the launcher. Each says what it needs, does one thing, and ends with an exit code that means it. */
@NullMarked
package io.adjourn.sandbox.cli;

import org.jspecify.annotations.NullMarked;
