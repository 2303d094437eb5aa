/**
 * Everything on one machine: a real broker, a real registry, gateway and streams as processes, and vendors that are played.
 *
 * <p>{@link io.adjourn.sandbox.LocalAdjourn} is the whole stack; {@code simulator} plays the vendors; {@code cli} is what
 * the launcher calls.
 */
@NullMarked
package io.adjourn.sandbox;

import org.jspecify.annotations.NullMarked;
