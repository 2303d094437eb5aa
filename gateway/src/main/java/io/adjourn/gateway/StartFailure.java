package io.adjourn.gateway;

import io.adjourn.gateway.sources.InvalidSettingException;
import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.spool.SpoolException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the gateway did not start.
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
                .orElseGet(() -> new StartFailure("The gateway cannot start: " + thrown, 1));
    }

    private static Optional<StartFailure> known(Throwable thrown) {
        return switch (thrown) {
            case InvalidSourcesException e -> Optional.of(new StartFailure(String.valueOf(e.getMessage()), 2));
            case InvalidSettingException e -> Optional.of(new StartFailure(String.valueOf(e.getMessage()), 2));
            case SpoolException e -> Optional.of(new StartFailure(String.valueOf(e.getMessage()), 2));
            case ServerStartupException e -> Optional.of(new StartFailure(portTaken(e), 1));
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

    /** Micronaut's own message ends with the address it tried. */
    private static String portTaken(ServerStartupException e) {
        String message = String.valueOf(e.getMessage());
        String why = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
        return "Cannot listen on " + message.substring(message.lastIndexOf(' ') + 1) + why
                + ": stop the process that uses it, or choose another port with ADJOURN_GATEWAY_PORT,"
                + " for the management port with ADJOURN_GATEWAY_MANAGEMENT_PORT";
    }
}
