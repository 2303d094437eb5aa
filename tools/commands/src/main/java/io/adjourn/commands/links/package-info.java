/** Fresh links to artifacts, from the reconciler. */
@NullMarked
package io.adjourn.commands.links;

import org.jspecify.annotations.NullMarked;
