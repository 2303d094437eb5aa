/** Which meetings are to be erased, what is known of them and where it is, and how streams is asked to. */
@NullMarked
package io.adjourn.commands.erasure;

import org.jspecify.annotations.NullMarked;
