/** The ways in which vendors prove who they are. */
@NullMarked
package io.adjourn.vendors.verify;

import org.jspecify.annotations.NullMarked;
