@NullMarked
package io.adjourn.config;

import org.jspecify.annotations.NullMarked;
