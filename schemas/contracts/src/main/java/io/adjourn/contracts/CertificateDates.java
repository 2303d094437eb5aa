package io.adjourn.contracts;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** When the certificates end that a client shows, and those that it trusts. */
public final class CertificateDates {
    /** Long enough to renew one, short enough not to warn of what is renewed by itself. */
    private static final Duration SOON = Duration.ofDays(14);

    private CertificateDates() {}

    /**
     * Those that have ended or end soon, one line each, with the file and the date. Says nothing of settings that no client can be
     * made with: making one says more.
     *
     * @param settings a client's, by Kafka's names; others than {@code ssl.} are ignored
     */
    public static List<String> warnings(Map<String, ?> settings, Instant now) {
        try (DefaultSslEngineFactory engines = ClientTls.of(settings).orElse(null)) {
            var warnings = new ArrayList<String>();
            if (engines != null) {
                warnings.addAll(of("client certificate", "keystore", engines.keystore(), settings, now));
                warnings.addAll(of("trusted certificate", "truststore", engines.truststore(), settings, now));
            }
            return warnings;
        } catch (KafkaException | KeyStoreException e) {
            return List.of();
        }
    }

    private static List<String> of(
            String what, String store, @Nullable KeyStore certificates, Map<String, ?> settings, Instant now)
            throws KeyStoreException {
        var warnings = new ArrayList<String>();
        if (certificates == null) {
            return warnings;
        }
        Object location = settings.get("ssl." + store + ".location");
        String where = location == null ? "the settings ssl." + store + ".*" : location.toString();
        for (String alias : Collections.list(certificates.aliases())) {
            Certificate certificate = certificates.getCertificate(alias);
            if (certificate instanceof X509Certificate x509) {
                Instant end = x509.getNotAfter().toInstant();
                if (end.isBefore(now.plus(SOON))) {
                    warnings.add("The " + what + " " + x509.getSubjectX500Principal() + " in " + where
                            + (end.isBefore(now) ? " ended on " : " ends on ") + end
                            + ": renew it, or connections will fail");
                }
            }
        }
        return warnings;
    }
}
