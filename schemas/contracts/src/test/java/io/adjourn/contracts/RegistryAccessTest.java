package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.adjourn.contracts.WireFormat.NotARegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a registry lets the client in, over the wire. */
class RegistryAccessTest {
    private static final String PASSWORD = "a-test-password";

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> proofs = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void shouldGetATokenByOAuthAndKeepItWhileItIsGood() throws Exception {
        String registry = registry(plain());
        var asked = new CopyOnWriteArrayList<String>();
        HttpServer issuer = plain();
        issuer.createContext("/token", exchange -> {
            asked.add(
                    proof(exchange) + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 200, "{\"access_token\":\"a-test-token\",\"expires_in\":3600}");
        });
        Path secret = Files.writeString(directory.resolve("secret"), "a-test-secret\n");
        var client = new SchemaRegistry(
                        registry,
                        Map.of(
                                "bearer.auth.credentials.source", "OAUTHBEARER",
                                "bearer.auth.issuer.endpoint.url", url(issuer) + "/token",
                                "bearer.auth.client.id", "adjourn",
                                "bearer.auth.client.secret.file", secret.toString(),
                                "bearer.auth.scope", "read write"))
                .client();

        client.getAllSubjects();
        client.getAllSubjects();

        assertThat(proofs).containsExactly("Bearer a-test-token", "Bearer a-test-token");
        assertThat(asked)
                .containsExactly("Basic " + Base64.getEncoder().encodeToString("adjourn:a-test-secret".getBytes(UTF_8))
                        + " grant_type=client_credentials&scope=read+write");
    }

    @Test
    void shouldTakeATokenAndAPasswordFromTheirFilesAsTheyAreNow() throws Exception {
        String registry = registry(plain());
        Path token = Files.writeString(directory.resolve("token"), "first");
        var byToken = new SchemaRegistry(
                        registry,
                        Map.of(
                                "bearer.auth.credentials.source",
                                "STATIC_TOKEN",
                                "bearer.auth.token.file",
                                token.toString()))
                .client();
        byToken.getAllSubjects();
        Files.writeString(token, "second");
        byToken.getAllSubjects();
        Path user = Files.writeString(directory.resolve("user"), "us:first");
        var byPassword = new SchemaRegistry(
                        registry,
                        Map.of(
                                "basic.auth.credentials.source",
                                "USER_INFO",
                                "basic.auth.user.info.file",
                                user.toString()))
                .client();
        byPassword.getAllSubjects();
        Files.writeString(user, "us:second");
        byPassword.getAllSubjects();

        assertThat(proofs)
                .containsExactly(
                        "Bearer first",
                        "Bearer second",
                        "Basic " + Base64.getEncoder().encodeToString("us:first".getBytes(UTF_8)),
                        "Basic " + Base64.getEncoder().encodeToString("us:second".getBytes(UTF_8)));
    }

    @Test
    void shouldTrustAnAuthorityThatAPemFileHasAndWarnBeforeItEnds() throws Exception {
        KeyStore keys = keys(1);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
        String registry = registry(start(server)).replace("http:", "https:");
        Path pem = Files.writeString(directory.resolve("ca.pem"), pem(keys));
        Map<String, String> trust = Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", pem.toString());

        assertThat(new SchemaRegistry(registry, trust).client().getAllSubjects())
                .isEmpty();
        assertThatThrownBy(() -> SchemaRegistry.at(registry).client().getAllSubjects())
                .satisfies(e -> assertThat(Causes.text(e)).startsWith("the server's certificate is not trusted"));

        assertThat(CertificateDates.warnings(trust, Instant.now()))
                .singleElement()
                .asString()
                .startsWith("The trusted certificate CN=localhost in " + pem + " ends on ")
                .endsWith(": renew it, or connections will fail");
        assertThat(CertificateDates.warnings(trust, Instant.now().plus(Duration.ofDays(2))))
                .singleElement()
                .asString()
                .contains(" ended on ");
        assertThat(CertificateDates.warnings(trust, Instant.now().minus(Duration.ofDays(30))))
                .isEmpty();
        assertThat(CertificateDates.warnings(Map.of("acks", "all"), Instant.now()))
                .isEmpty();
    }

    @Test
    void shouldSayThatItIsNoRegistryWhenAWebPageAnswers() throws Exception {
        for (int status : new int[] {200, 403, 404}) {
            HttpServer server = plain();
            server.createContext("/", exchange -> answer(exchange, status, "<!doctype html><title>Sign in</title>"));
            var format = new WireFormat(SchemaRegistry.at(url(server)).client(), InstalledTopics.DEFAULT);

            assertThatThrownBy(format::resolve)
                    .as("%s", status)
                    .isInstanceOf(NotARegistryException.class)
                    .hasMessageContainingAll("is not a schema registry", "ADJOURN_REGISTRY_URL")
                    .hasMessageNotContaining("\n");
        }
    }

    private String registry(HttpServer server) {
        server.createContext("/subjects", exchange -> {
            proofs.add(proof(exchange));
            answer(exchange, 200, "[]");
        });
        return url(server);
    }

    private HttpServer plain() throws IOException {
        return start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private HttpServer start(HttpServer server) {
        servers.add(server);
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static String proof(HttpExchange exchange) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private KeyStore keys(int days) throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-validity",
                        Integer.toString(days),
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static SSLContext tls(KeyStore keys) throws Exception {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        return tls;
    }

    private static String pem(KeyStore keys) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("localhost").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
