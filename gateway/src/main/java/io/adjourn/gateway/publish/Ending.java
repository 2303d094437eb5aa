package io.adjourn.gateway.publish;

import io.adjourn.config.BadConfigurationException;

/** Ends the process when its configuration turns out to be wrong after it has started. */
@FunctionalInterface
public interface Ending {

    /** Returns at once; the process ends with the exception's line and exit code 2. */
    void because(BadConfigurationException why);
}
