/** Whole small cases after public reports of bots and vendors, and what must come of each. */
@NullMarked
package io.adjourn.reports;

import org.jspecify.annotations.NullMarked;
