/**
 * For the tests of those who read Adjourn's topics.
 *
 * <p>{@link io.adjourn.testkit.Completions} builds records, without anything running. {@link io.adjourn.testkit.Sandbox} starts all of
 * Adjourn for a test class of JUnit, and plays meetings as vendors would send them.
 */
@NullMarked
package io.adjourn.testkit;

import org.jspecify.annotations.NullMarked;
