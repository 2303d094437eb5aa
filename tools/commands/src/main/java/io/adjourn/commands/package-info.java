/** What operators run against an installation. Nothing here starts a broker. */
@NullMarked
package io.adjourn.commands;

import org.jspecify.annotations.NullMarked;
