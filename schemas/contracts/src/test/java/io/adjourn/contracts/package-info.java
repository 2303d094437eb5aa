@NullMarked
package io.adjourn.contracts;

import org.jspecify.annotations.NullMarked;
