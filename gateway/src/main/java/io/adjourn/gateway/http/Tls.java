package io.adjourn.gateway.http;

import io.adjourn.gateway.sources.GatewaySettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpVersion;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.http.server.netty.ssl.AbstractServerSslBuilder;
import io.micronaut.http.ssl.ServerSslConfiguration;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns TLS on where {@code gateway.tls} names a certificate: on the port for webhooks, version 1.2 or 1.3, and with it HTTP/2
 * for clients that ask for it. The management port stays plain. Which certificate it shows is {@link TlsCertificate}'s.
 */
@Singleton
@Requires(property = "gateway.tls.certificate")
final class Tls extends AbstractServerSslBuilder {
    private final ServerSslConfiguration configuration;

    Tls(
            ResourceResolver resources,
            HttpServerConfiguration server,
            ServerSslConfiguration configuration,
            GatewaySettings settings) {
        super(resources, server);
        this.configuration = configuration;
        server.setHttpVersion(HttpVersion.HTTP_2_0);
        configuration.setEnabled(true);
        configuration.setKeyName(TlsCertificate.NAME);
        configuration.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        var files = configuration.getKeyStore();
        files.setCertificatePath(resource(settings.tls().certificate()));
        files.setKeyPath(resource(settings.tls().privateKey()));
    }

    @Override
    public ServerSslConfiguration getSslConfiguration() {
        return configuration;
    }

    /** The two files as they are now. */
    KeyStore read() throws Exception {
        return getKeyStore(configuration).orElseThrow();
    }

    private static String resource(@Nullable Path file) {
        return "file:" + Objects.requireNonNull(file).toAbsolutePath();
    }
}
