/**
 * The page: what people see in a browser. Pure classes make models from what {@code view} says, templates in {@code src/main/jte}
 * make HTML of them, and one controller is the edge.
 */
@NullMarked
package io.adjourn.inspector.page;

import org.jspecify.annotations.NullMarked;
