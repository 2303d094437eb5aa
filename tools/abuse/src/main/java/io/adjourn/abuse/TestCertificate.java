package io.adjourn.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for localhost that nobody but this test trusts.
 *
 * @param certificatePem the certificate as a PEM file has it
 * @param keyPem its private key
 */
public record TestCertificate(Certificate certificate, String certificatePem, String keyPem) {
    private static final String PASSWORD = "test-password";

    /** A new one. */
    public static TestCertificate create(Path folder, String name, String keyAlgorithm)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        keyAlgorithm,
                        // 256 bits are the curve P-256, as public authorities issue them.
                        "-keysize",
                        keyAlgorithm.equals("EC") ? "256" : "2048",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError(
                    "keytool: " + new String(keytool.getInputStream().readAllBytes(), UTF_8));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD.toCharArray());
        }
        Certificate certificate = store.getCertificate("key");
        return new TestCertificate(
                certificate,
                pem("CERTIFICATE", certificate.getEncoded()),
                pem("PRIVATE KEY", store.getKey("key", PASSWORD.toCharArray()).getEncoded()));
    }

    /** A client that trusts this certificate alone. */
    public HttpClient client(HttpClient.Version version) throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder().version(version).sslContext(trusting()).build();
    }

    /** What trusts this certificate alone. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("trusted", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A connection to that port of this machine that trusts it, for that protocol by ALPN's name. */
    public SSLSocket connect(int port, String protocol) throws IOException, GeneralSecurityException {
        return connect(Victim.GATEWAY, port, protocol);
    }

    /** The same, from that address of this machine. */
    public SSLSocket connect(InetAddress from, int port, String protocol) throws IOException, GeneralSecurityException {
        var socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port, from, 0);
        try {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    /** Its key stays with the test. */
    @Override
    public String toString() {
        return "TestCertificate[]";
    }
}
