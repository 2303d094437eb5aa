package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.adjourn.inspector.access.AccessSettings.Oidc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** An identity provider over HTTP that returns the claims a test has set, for every user. */
final class PlayedProvider implements AutoCloseable {
    static final String CLIENT = "inspector";

    private final RsaJsonWebKey key;
    private final HttpServer server;
    private final String issuer;
    private String answer = "";
    private String asked = "";

    PlayedProvider() {
        try {
            key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("k1");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JoseException e) {
            throw new IllegalStateException("no key", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = "http://localhost:" + server.getAddress().getPort();
        serve("/.well-known/openid-configuration", () -> """
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}
                        """.formatted(issuer));
        serve("/keys", () -> "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}");
        serve("/token", () -> answer);
        server.start();
    }

    private void serve(String path, Supplier<String> body) {
        server.createContext(path, exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked = form.isEmpty() ? asked : form;
            byte[] bytes = body.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    String issuer() {
        return issuer;
    }

    RsaJsonWebKey key() {
        return key;
    }

    /** The last form that was sent to it. */
    String asked() {
        return asked;
    }

    /** Whoever brings a code is the person of these claims. */
    void says(JwtClaims claims) {
        answer = "{\"id_token\":\"" + signed(claims) + "\"}";
    }

    /** Ada's. */
    JwtClaims claims(@Nullable String nonce, String... groups) {
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(CLIENT);
        claims.setSubject("user-1");
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("preferred_username", "ada");
        claims.setStringListClaim("groups", List.of(groups));
        if (nonce != null) {
            claims.setStringClaim("nonce", nonce);
        }
        return claims;
    }

    String signed(JwtClaims claims) {
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue("k1");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("not signed", e);
        }
    }

    /** Settings of an inspector that believes it. */
    Oidc settings() {
        return new Oidc(
                URI.create(issuer),
                CLIENT,
                null,
                URI.create("https://inspector.example.com"),
                "openid profile",
                "preferred_username",
                "groups",
                "support",
                "oncall",
                null,
                Duration.ofHours(8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
