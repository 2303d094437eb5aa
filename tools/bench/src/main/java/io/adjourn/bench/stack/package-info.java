/** What is measured on: real parts, each a process of its own at full speed. */
@NullMarked
package io.adjourn.bench.stack;

import org.jspecify.annotations.NullMarked;
