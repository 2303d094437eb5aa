package io.adjourn.inspector.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.inspector.access.AccessSettings.Oidc;
import io.adjourn.inspector.access.OidcSessions.Login;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.simple.SimpleHttpRequest;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an identity provider's word lets in. */
class OidcTest {
    @SuppressWarnings("NullAway.Init") // set before each
    private PlayedProvider played;

    @SuppressWarnings("NullAway.Init") // set before each
    private Oidc settings;

    @BeforeEach
    void play() {
        played = new PlayedProvider();
        settings = played.settings();
    }

    @AfterEach
    void stop() {
        played.close();
    }

    private JwtClaims claims(@Nullable String nonce, String... groups) {
        return played.claims(nonce, groups);
    }

    private String signed(JwtClaims claims) {
        return played.signed(claims);
    }

    @Test
    void shouldLetInWhoLogsInWithTheRoleOfTheirGroups() throws Exception {
        var provider = new OidcProvider(settings);
        assertThat(provider.loginAt("state-1", "nonce-1", "challenge-1").toString())
                .startsWith(played.issuer() + "/authorize?")
                .contains("state=state-1", "nonce=nonce-1", "code_challenge=challenge-1", "code_challenge_method=S256")
                .contains("redirect_uri=https%3A%2F%2Finspector.example.com%2Flogin%2Fcallback");
        played.says(claims("nonce-1", "oncall"));

        assertThat(provider.loggedIn("code-1", "verifier-1", "nonce-1")).isEqualTo(new Viewer("ada", Role.PRIVILEGED));
        assertThat(played.asked()).contains("code=code-1", "code_verifier=verifier-1");
    }

    @Test
    void shouldNotLetInWithATokenOfAnotherLogin() throws Exception {
        var provider = new OidcProvider(settings);
        played.says(claims("nonce-of-another", "oncall"));

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
        signature.setKey(new HmacKey(played.key().getPublicKey().getEncoded()));
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
