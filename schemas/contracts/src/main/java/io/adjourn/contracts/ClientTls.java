package io.adjourn.contracts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** A client's TLS by Kafka's own way, which reads PEM, JKS and PKCS 12. */
final class ClientTls {
    /** What the names of its settings begin with. */
    static final String PREFIX = "ssl.";

    private ClientTls() {}

    /**
     * Reads the key and trust stores, which the caller closes; empty where no setting is about TLS.
     *
     * @param settings a client's, by Kafka's names; others than {@code ssl.} are ignored
     * @throws org.apache.kafka.common.KafkaException if there can be no client with these settings
     */
    static Optional<DefaultSslEngineFactory> of(Map<String, ?> settings) {
        var tls = new HashMap<String, Object>();
        settings.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                tls.put(name, value);
            }
        });
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        var definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        var engines = new DefaultSslEngineFactory();
        engines.configure(definition.parse(tls));
        return Optional.of(engines);
    }
}
