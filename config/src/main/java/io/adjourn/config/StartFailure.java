package io.adjourn.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why an application did not start.
 *
 * @param line says what is wrong and what to do
 * @param exitCode 2 where the configuration is to be changed, else 1
 */
public record StartFailure(String line, int exitCode) {
    private static final int FAILED = 1;
    private static final int BAD_CONFIGURATION = 2;
    private static final String UNREADABLE_SETTING = "Error resolving property value";

    /** Something went wrong that another start may survive. */
    public static StartFailure failed(String line) {
        return new StartFailure(line, FAILED);
    }

    /**
     * Somebody else listens where it wants to.
     *
     * @param why in Micronaut's words, with the address
     * @param variables the environment variables for its ports, as a sentence ends with them
     */
    public static StartFailure portTaken(@Nullable String why, String variables) {
        return failed(why + ": stop the process that uses it, or choose another port with " + variables);
    }

    /** The configuration must be changed. */
    public static StartFailure badConfiguration(String line) {
        return new StartFailure(line, BAD_CONFIGURATION);
    }

    /**
     * The outermost cause that we can explain, or else all of it.
     *
     * @param application its name, as a sentence begins with it
     * @param own what only this application can explain
     */
    public static StartFailure of(
            Throwable thrown, String application, Function<Throwable, Optional<StartFailure>> own) {
        return Stream.iterate(thrown, e -> e != null, Throwable::getCause)
                .flatMap(e -> own.apply(e).or(() -> known(e)).stream())
                .findFirst()
                .orElseGet(() -> failed(application + " cannot start: " + thrown));
    }

    private static Optional<StartFailure> known(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return thrown instanceof BadConfigurationException || thrown instanceof InvalidSourcesException
                ? Optional.of(badConfiguration(message))
                : unreadable(message);
    }

    /** Of Micronaut's many lines the one that names the setting. */
    private static Optional<StartFailure> unreadable(String message) {
        return message.lines()
                .filter(line -> line.contains(UNREADABLE_SETTING))
                .findFirst()
                .map(line -> badConfiguration(line.substring(line.indexOf(UNREADABLE_SETTING))));
    }
}
