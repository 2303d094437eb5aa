/** How long events wait while streams is restarted, one instance after the other. */
@NullMarked
package io.adjourn.bench.rolling;

import org.jspecify.annotations.NullMarked;
