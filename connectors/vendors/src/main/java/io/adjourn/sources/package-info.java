/** The sources file: which endpoints there are, whose they are, and when their meetings close. */
@NullMarked
package io.adjourn.sources;

import org.jspecify.annotations.NullMarked;
