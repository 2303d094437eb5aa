/** The images, run as they are in production: on one network, with nothing they do not need. */
@NullMarked
package io.adjourn.images;

import org.jspecify.annotations.NullMarked;
