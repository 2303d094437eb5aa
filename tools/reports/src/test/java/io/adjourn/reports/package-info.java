@NullMarked
package io.adjourn.reports;

import org.jspecify.annotations.NullMarked;
