/** Whether what was published is what the raw topic says: read once more, by a stack of its own. */
@NullMarked
package io.adjourn.sandbox.audit;

import org.jspecify.annotations.NullMarked;
