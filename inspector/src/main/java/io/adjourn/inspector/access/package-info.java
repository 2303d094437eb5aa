/** Who may see what: how a request says who sends it, and what that person may. */
@NullMarked
package io.adjourn.inspector.access;

import org.jspecify.annotations.NullMarked;
