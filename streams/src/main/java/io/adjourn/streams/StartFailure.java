package io.adjourn.streams;

import io.micronaut.http.server.exceptions.ServerStartupException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the application did not start.
 *
 * @param line says what is wrong and what to do
 * @param exitCode 2 where the configuration is to be changed, else 1
 */
record StartFailure(String line, int exitCode) {
    private static final String UNREADABLE_SETTING = "Error resolving property value";

    static StartFailure of(Throwable thrown) {
        return Stream.iterate(thrown, e -> e != null, Throwable::getCause)
                .flatMap(e -> known(e).stream())
                .findFirst()
                .orElseGet(() -> new StartFailure("Streams cannot start: " + thrown, 1));
    }

    private static Optional<StartFailure> known(Throwable thrown) {
        return switch (thrown) {
            case BadConfigurationException e -> Optional.of(new StartFailure(String.valueOf(e.getMessage()), 2));
            case ServerStartupException e ->
                Optional.of(new StartFailure(
                        e.getMessage() + ": stop the process that uses it, or choose another port with"
                                + " ADJOURN_STREAMS_PORT",
                        1));
            default -> unreadable(String.valueOf(thrown.getMessage()));
        };
    }

    /** Of Micronaut's many lines the one that names the setting. */
    private static Optional<StartFailure> unreadable(String message) {
        return message.lines()
                .filter(line -> line.contains(UNREADABLE_SETTING))
                .findFirst()
                .map(line -> new StartFailure(line.substring(line.indexOf(UNREADABLE_SETTING)), 2));
    }
}
