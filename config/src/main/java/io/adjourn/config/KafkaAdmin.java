package io.adjourn.config;

import io.adjourn.contracts.Causes;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Makes the client that asks Kafka before an application starts to work. */
public final class KafkaAdmin {
    private static final String NO_ADDRESS_YET = "No resolvable bootstrap urls";

    private KafkaAdmin() {}

    /**
     * A client of its own, to be closed.
     *
     * @throws IOException where Kafka's names are not known: they may be later
     * @throws BadConfigurationException where the settings are none that a client can be made of
     */
    public static Admin of(Map<String, Object> settings) throws IOException {
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            String message = Causes.text(e);
            if (message.startsWith(NO_ADDRESS_YET)) {
                throw new IOException("Kafka cannot be resolved: " + message, e);
            }
            throw new BadConfigurationException("kafka.*: " + message, e);
        }
    }
}
