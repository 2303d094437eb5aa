package io.adjourn.sandbox;

import io.adjourn.localstack.Port;
import java.util.Map;

/** How a broker is set up that has a port with SASL over TLS beside its plain ones. */
final class GuardedListener {
    private GuardedListener() {}

    /**
     * The settings of such a broker, but for who is let in.
     *
     * @param plain where it asks nothing
     * @param port where it asks who comes
     * @param certificate the one it shows there
     * @param mechanism the one of SASL that it takes there
     */
    static Map<String, String> settings(Port plain, Port port, Certificate certificate, String mechanism) {
        Port controller = Port.free();
        return Map.ofEntries(
                Map.entry(
                        "listeners",
                        "PLAINTEXT://localhost:" + plain.number() + ",GUARDED://localhost:" + port.number()
                                + ",CONTROLLER://localhost:" + controller.number()),
                Map.entry(
                        "advertised.listeners",
                        "PLAINTEXT://localhost:" + plain.number() + ",GUARDED://localhost:" + port.number()),
                Map.entry("controller.quorum.voters", "1@localhost:" + controller.number()),
                Map.entry(
                        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,GUARDED:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("listener.name.guarded.sasl.enabled.mechanisms", mechanism),
                Map.entry(
                        "listener.name.guarded.ssl.keystore.location",
                        certificate.store().toString()),
                Map.entry("listener.name.guarded.ssl.keystore.password", certificate.password()),
                Map.entry("listener.name.guarded.ssl.key.password", certificate.password()));
    }
}
