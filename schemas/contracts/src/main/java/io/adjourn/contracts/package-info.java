/**
 * What Adjourn promises to those who read its topics: the topics, their records and how both are put in place.
 *
 * <p>The records themselves are in {@code adjourn-records}, which is all that a consumer needs.
 */
@NullMarked
package io.adjourn.contracts;

import org.jspecify.annotations.NullMarked;
