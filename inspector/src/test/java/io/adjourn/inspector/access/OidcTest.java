package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.adjourn.inspector.access.AccessSettings.Oidc;
import io.adjourn.inspector.access.OidcSessions.Login;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an identity provider's word lets in. The provider is played here, over HTTP. */
class OidcTest {
    private static final String CLIENT = "inspector";

    @SuppressWarnings("NullAway.Init") // set before each
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // set before each
    private RsaJsonWebKey key;

    @SuppressWarnings("NullAway.Init") // set before each
    private Oidc settings;

    private String issuer = "";
    private String answer = "";
    private String asked = "";

    @BeforeEach
    void play() throws IOException, JoseException {
        key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("k1");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://localhost:" + server.getAddress().getPort();
        serve("/.well-known/openid-configuration", () -> """
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}
                        """.formatted(issuer));
        serve("/keys", () -> "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}");
        serve("/token", () -> answer);
        server.start();
        settings = new Oidc(
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

    @AfterEach
    void stop() {
        server.stop(0);
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

    private JwtClaims claims(@Nullable String nonce, String... groups) {
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

    private String signed(JwtClaims claims) throws JoseException {
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue("k1");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        return signature.getCompactSerialization();
    }

    @Test
    void shouldLetInWhoLogsInWithTheRoleOfTheirGroups() throws Exception {
        var provider = new OidcProvider(settings);
        assertThat(provider.loginAt("state-1", "nonce-1", "challenge-1").toString())
                .startsWith(issuer + "/authorize?")
                .contains("state=state-1", "nonce=nonce-1", "code_challenge=challenge-1", "code_challenge_method=S256")
                .contains("redirect_uri=https%3A%2F%2Finspector.example.com%2Flogin%2Fcallback");
        answer = "{\"id_token\":\"" + signed(claims("nonce-1", "oncall")) + "\"}";

        assertThat(provider.loggedIn("code-1", "verifier-1", "nonce-1")).isEqualTo(new Viewer("ada", Role.PRIVILEGED));
        assertThat(asked).contains("code=code-1", "code_verifier=verifier-1");
    }

    @Test
    void shouldNotLetInWithATokenOfAnotherLogin() throws Exception {
        var provider = new OidcProvider(settings);
        answer = "{\"id_token\":\"" + signed(claims("nonce-of-another", "oncall")) + "\"}";

        assertThatThrownBy(() -> provider.loggedIn("code-1", "verifier-1", "nonce-1"))
                .isInstanceOf(OidcProvider.LoginFailedException.class);
    }

    @Test
    void shouldTakeTokensThatAreForItAndNoOthers() throws Exception {
        var provider = new OidcProvider(settings);
        JwtClaims ofAnother = claims(null, "oncall");
        ofAnother.setAudience("another");
        JwtClaims old = claims(null, "oncall");
        old.setExpirationTimeMinutesInTheFuture(-5);
        JwtClaims foreign = claims(null, "oncall");
        foreign.setIssuer("https://elsewhere.example.com");

        assertThat(provider.viewer(signed(claims(null, "support")), null)).contains(new Viewer("ada", Role.VIEWER));
        assertThat(provider.viewer(signed(claims(null, "sales")), null)).isEmpty();
        assertThat(provider.viewer(signed(ofAnother), null)).isEmpty();
        assertThat(provider.viewer(signed(old), null)).isEmpty();
        assertThat(provider.viewer(signed(foreign), null)).isEmpty();
        assertThat(provider.viewer(unsigned(claims(null, "oncall")), null)).isEmpty();
        assertThat(provider.viewer(signedWithThePublicKey(claims(null, "oncall")), null))
                .isEmpty();
        assertThat(provider.viewer("nothing", null)).isEmpty();
    }

    private static String unsigned(JwtClaims claims) throws JoseException {
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        return signature.getCompactSerialization();
    }

    private String signedWithThePublicKey(JwtClaims claims) throws JoseException {
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        signature.setKeyIdHeaderValue("k1");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        return signature.getCompactSerialization();
    }

    @Test
    void shouldKeepASessionInACookieThatNobodyElseCanMake() {
        var sessions = new OidcSessions(settings);
        var ada = new Viewer("ada", Role.PRIVILEGED);
        Cookie cookie = sessions.loggedIn(ada);

        assertThat(cookie.getName()).isEqualTo("__Host-adjourn-session");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(sessions.viewer(request(cookie))).contains(ada);
        assertThat(new OidcSessions(settings).viewer(request(cookie))).isEmpty();
        // One that was given out for another use.
        Cookie login = sessions.began(new Login("s", "n", "v", "/"));
        assertThat(sessions.viewer(request(Cookie.of("__Host-adjourn-session", login.getValue()))))
                .isEmpty();
        assertThat(sessions.begun(request(login))).contains(new Login("s", "n", "v", "/"));
    }

    private static SimpleHttpRequest<Object> request(Cookie cookie) {
        var request = new SimpleHttpRequest<>(HttpMethod.GET, "/", null);
        request.cookie(cookie);
        return request;
    }
}
