package io.adjourn.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an application writes its log: lines of text, or one JSON object for each event with the fields of the Elastic Common Schema.
 * {@code logback.xml} reads the variable itself, and includes {@code log-FORMAT.xml} from beside this class.
 */
public final class LogFormat {
    /** The environment variable. */
    public static final String VARIABLE = "ADJOURN_LOG_FORMAT";

    private static final List<String> KNOWN = List.of("text", "ecs");

    private LogFormat() {}

    /**
     * Makes sure that there is a format of that name, for otherwise nothing would be logged.
     *
     * @param format what the variable says; null where it is not set
     * @throws BadConfigurationException naming the variable and what is known
     */
    public static void check(@Nullable String format) {
        if (format != null && !KNOWN.contains(format)) {
            throw new BadConfigurationException(
                    VARIABLE + ": " + format + " is unknown; known are " + String.join(", ", KNOWN));
        }
    }
}
