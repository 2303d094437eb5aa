/** Everything on one machine: demo, up, and the audit of what an installation published. */
@NullMarked
package io.adjourn.sandbox;

import org.jspecify.annotations.NullMarked;
