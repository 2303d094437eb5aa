package io.adjourn.reconciler.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.ApiAccess;
import io.adjourn.reconciler.plan.RequestResult;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.verify.Secrets;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, to a vendor that offers HTTP/2. */
class Http2Test {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "test-password";

    private final MockWebServer vendor = new MockWebServer();
    private final @Nullable String trustStore = System.getProperty(TRUST_STORE);
    private final @Nullable String trustStorePassword = System.getProperty(TRUST_STORE_PASSWORD);

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        vendor.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        vendor.start();

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("vendor", certificate.certificate());
        Path file = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        System.setProperty(TRUST_STORE, file.toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
    }

    @AfterEach
    void stop() {
        restore(TRUST_STORE, trustStore);
        restore(TRUST_STORE_PASSWORD, trustStorePassword);
        vendor.close();
    }

    @Test
    void shouldAskEverythingOverOneConnection() throws InterruptedException {
        var access =
                new ApiAccess(new Secrets(List.of("test-key")), vendor.url("/").uri());
        try (var client = new Client(new Egress(Set.of("localhost")), Duration.ofSeconds(30), Clock.systemUTC())) {
            for (int i = 0; i < 3; i++) {
                vendor.enqueue(new MockResponse.Builder().body("{}").build());
                assertThat(client.ask(
                                access, new ApiKeyHeader("X-API-Key", ""), Question.get("bot", "/bots/" + i), null))
                        .isInstanceOf(RequestResult.Told.class);
            }
        }

        for (int i = 0; i < 3; i++) {
            RecordedRequest request = vendor.takeRequest();
            assertThat(request.getVersion()).isEqualTo("HTTP/2");
            assertThat(request.getConnectionIndex()).isZero();
            assertThat(request.getExchangeIndex()).isEqualTo(i);
        }
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }
}
