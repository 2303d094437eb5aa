package io.adjourn.gateway.http;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.Reloadable;
import io.adjourn.config.SmallFile;
import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/**
 * The certificate that new connections are shown: that of the files as they are now, looked at every
 * {@code gateway.tls.reload-interval}, or the last good one, and then loud.
 */
@Singleton
@Named(TlsCertificate.NAME)
@Requires(beans = Tls.class)
final class TlsCertificate implements CertificateProvider {
    static final String NAME = "gateway";

    private static final int MAX_FILE_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);

    private final Tls tls;
    private final Path certificateFile;
    private final Path keyFile;
    private final Reloadable<Identity> identity;
    private final Sinks.Many<KeyStore> newest = Sinks.many().replay().latest();

    TlsCertificate(Tls tls, GatewaySettings settings, MeterRegistry meters) {
        this.tls = tls;
        this.certificateFile = Objects.requireNonNull(settings.tls().certificate());
        this.keyFile = Objects.requireNonNull(settings.tls().privateKey());
        this.identity = new Reloadable<>("TLS certificate", this::read, (_, next) -> use(next));
        use(identity.current());
        Gauge.builder("adjourn.gateway.tls.certificate.expires", this, TlsCertificate::secondsLeft)
                .description("Time until the certificate in use expires")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("adjourn.gateway.tls.reload.failed", () -> fault() == null ? 0 : 1)
                .description("1 while the certificate files are not valid")
                .register(meters);
    }

    /** Who we are, and the key that proves it. */
    private record Identity(List<Certificate> chain, PrivateKey key, KeyStore store) {

        /** That of the chain: no two have the same key. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && identity.chain.equals(chain);
        }

        @Override
        public int hashCode() {
            return chain.hashCode();
        }

        X509Certificate certificate() {
            return (X509Certificate) chain.getFirst();
        }
    }

    @Override
    public Publisher<KeyStore> getKeyStore() {
        return newest.asFlux();
    }

    @Override
    public String getName() {
        return NAME;
    }

    /** Why the files cannot be used as they are now, null where they can. */
    @Nullable
    String fault() {
        return identity.fault();
    }

    @Scheduled(initialDelay = "${gateway.tls.reload-interval}", fixedDelay = "${gateway.tls.reload-interval}")
    void reload() {
        identity.look();
    }

    private Identity read() {
        try {
            // Micronaut would read a pipe, or a log of any size, to its end.
            SmallFile.read(certificateFile, MAX_FILE_BYTES);
            SmallFile.read(keyFile, MAX_FILE_BYTES);
            KeyStore store = tls.read();
            String alias = store.aliases().nextElement();
            var key = (PrivateKey) store.getKey(alias, null);
            var read = new Identity(List.of(store.getCertificateChain(alias)), key, store);
            check(read);
            return read;
        } catch (Exception e) {
            throw new BadConfigurationException(
                    "gateway.tls",
                    certificateFile,
                    "or its private key is not valid (" + e.getMessage()
                            + "): specify PEM files of a certificate and of its key without a passphrase");
        }
    }

    /** While one of the two files is new and the other not yet, they do not belong together. */
    private static void check(Identity identity) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (identity.key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> identity.key.getAlgorithm();
                });
        byte[] anything = {1};
        signature.initSign(identity.key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(identity.certificate());
        signature.update(anything);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the private key does not match the certificate");
        }
    }

    private void use(Identity next) {
        newest.tryEmitNext(next.store).orThrow();
        LOG.info(
                "TLS certificate in use: subject={} until={}",
                next.certificate().getSubjectX500Principal(),
                next.certificate().getNotAfter().toInstant());
    }

    private double secondsLeft() {
        return Duration.between(
                        Instant.now(),
                        identity.current().certificate().getNotAfter().toInstant())
                .toSeconds();
    }
}
