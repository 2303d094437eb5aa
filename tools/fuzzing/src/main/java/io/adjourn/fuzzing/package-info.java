/** Coverage-guided fuzzing with Jazzer: see docs/testing.md. */
@NullMarked
package io.adjourn.fuzzing;

import org.jspecify.annotations.NullMarked;
