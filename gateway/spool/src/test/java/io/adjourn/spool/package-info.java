@NullMarked
package io.adjourn.spool;

import org.jspecify.annotations.NullMarked;
