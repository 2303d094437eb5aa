package io.adjourn.gateway;

import io.adjourn.config.StartFailure;
import io.adjourn.spool.SpoolException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.util.Optional;

/** Why the gateway alone may not start. */
final class Explanations {
    private Explanations() {}

    static Optional<StartFailure> of(Throwable thrown) {
        return switch (thrown) {
            case SpoolException e -> Optional.of(StartFailure.badConfiguration(String.valueOf(e.getMessage())));
            case ServerStartupException e -> Optional.of(StartFailure.failed(portTaken(e)));
            default -> Optional.empty();
        };
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
