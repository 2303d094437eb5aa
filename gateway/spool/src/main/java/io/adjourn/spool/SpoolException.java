package io.adjourn.spool;

import java.nio.file.Path;

/** A directory cannot be used as a spool. The message is one line that names it and says what to do. */
public final class SpoolException extends RuntimeException {

    SpoolException(Path directory, String problem) {
        super("spool directory " + directory + ": " + problem);
    }

    SpoolException(Path directory, String problem, Exception cause) {
        super("spool directory " + directory + ": " + problem, cause);
    }
}
