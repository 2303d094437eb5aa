/**
 * Attacks on a gateway that runs as a process of its own, and what its honest clients get meanwhile. Nothing here uses the
 * gateway's classes: it is seen as the internet sees it.
 */
@NullMarked
package io.adjourn.abuse;

import org.jspecify.annotations.NullMarked;
