package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** Issues tokens to one client, and publishes the key that they are signed with. */
final class TokenIssuer implements AutoCloseable {
    static final String CLIENT = "adjourn";
    static final String AUDIENCE = "kafka";
    static final String ISSUER = "test";

    private final HttpServer server;
    private final KeyPair keys;
    private final String secret;

    private TokenIssuer(HttpServer server, KeyPair keys, String secret) {
        this.server = server;
        this.keys = keys;
        this.secret = secret;
    }

    /** @param secret the client's */
    static TokenIssuer start(String secret) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var issuer = new TokenIssuer(server, generator.generateKeyPair(), secret);
        server.createContext("/token", issuer::issue);
        server.createContext("/jwks", exchange -> answer(exchange, 200, issuer.jwks()));
        server.start();
        return issuer;
    }

    String tokens() {
        return "http://localhost:" + server.getAddress().getPort() + "/token";
    }

    String keys() {
        return "http://localhost:" + server.getAddress().getPort() + "/jwks";
    }

    private void issue(HttpExchange exchange) throws IOException {
        String expected = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + secret).getBytes(UTF_8));
        boolean isKnown = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (isKnown) {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"" + token() + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        } else {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        }
    }

    private String token() {
        long now = Instant.now().getEpochSecond();
        String head = encoded("{\"alg\":\"RS256\",\"kid\":\"test\",\"typ\":\"JWT\"}".getBytes(UTF_8));
        String claims = encoded(("{\"sub\":\"" + CLIENT + "\",\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE
                        + "\",\"iat\":" + now + ",\"exp\":" + (now + 3600) + ",\"scope\":\"kafka\"}")
                .getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update((head + "." + claims).getBytes(UTF_8));
            return head + "." + claims + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String jwks() {
        var key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"test\",\"n\":\""
                + encoded(unsigned(key.getModulus())) + "\",\"e\":\"" + encoded(unsigned(key.getPublicExponent()))
                + "\"}]}";
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
