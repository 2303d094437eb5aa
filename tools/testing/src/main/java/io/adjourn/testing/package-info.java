/** What the tests of several modules share. */
@NullMarked
package io.adjourn.testing;

import org.jspecify.annotations.NullMarked;
