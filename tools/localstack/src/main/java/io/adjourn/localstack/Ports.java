package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.util.Map;
import java.util.stream.Stream;

/** The ports of a stack. */
public record Ports(
        Port kafka,
        Port registry,
        Port gateway,
        Port gatewayManagement,
        Port streams,
        Port inspector,
        Port inspectorManagement,
        Port reconciler) {

    /** Ports nobody uses, for a stack that must never collide. */
    public static Ports free() {
        return new Ports(
                Port.free(), Port.free(), Port.free(), Port.free(), Port.free(), Port.free(), Port.free(), Port.free());
    }

    /** The usual ports, each unless its variable says otherwise. */
    public static Ports of(Map<String, String> environment) {
        return new Ports(
                port(environment, "ADJOURN_KAFKA_PORT", 9092),
                port(environment, "ADJOURN_REGISTRY_PORT", 8081),
                port(environment, "ADJOURN_GATEWAY_PORT", 8080),
                port(environment, "ADJOURN_GATEWAY_MANAGEMENT_PORT", 8090),
                port(environment, "ADJOURN_STREAMS_PORT", 8091),
                port(environment, "ADJOURN_INSPECTOR_PORT", 8092),
                port(environment, "ADJOURN_INSPECTOR_MANAGEMENT_PORT", 8093),
                port(environment, "ADJOURN_RECONCILER_PORT", 8094));
    }

    /**
     * Makes sure that all can be listened on.
     *
     * @throws CannotStartException naming the first that somebody listens on
     */
    void mustBeFree() {
        Stream.of(kafka, registry, gateway, gatewayManagement, streams, inspector, inspectorManagement, reconciler)
                .forEach(Port::mustBeFree);
    }

    private static Port port(Map<String, String> environment, String variable, int usual) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            return new Port(usual, variable);
        }
        if (!value.strip().matches("[0-9]{1,5}") || Integer.parseInt(value.strip()) > 65535) {
            throw new CannotStartException(variable + " is not a port: use a number from 1 to 65535");
        }
        return new Port(Integer.parseInt(value.strip()), variable);
    }
}
