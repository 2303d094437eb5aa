package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.SecretFile;
import io.adjourn.inspector.access.AccessSettings.Oidc;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in, in signed cookies: the inspector keeps nothing of it. One for a session, and one for as long as somebody is at the
 * provider's to log in. Scripts of a page cannot read them, other sites cannot have them sent with what they make a browser send but a
 * plain link.
 */
final class OidcSessions {
    private static final String SESSION = "adjourn-session";
    private static final String LOGIN = "adjourn-login";
    private static final Duration LOGIN_TAKES = Duration.ofMinutes(10);
    private static final int SHORTEST_SECRET = 32;

    private final byte[] secret;
    private final HmacKey key;
    private final boolean isHttps;
    private final Duration length;

    OidcSessions(Oidc settings) {
        this.secret = secret(settings);
        this.key = new HmacKey(secret);
        this.isHttps =
                "https".equals(Objects.requireNonNull(settings.publicUrl()).getScheme());
        this.length = settings.sessionLength();
    }

    /**
     * A login that has begun.
     *
     * @param to where to go on afterwards: a path of ours
     */
    record Login(String state, String nonce, String verifier, String to) {}

    private static byte[] secret(Oidc settings) {
        if (settings.sessionFile() == null) {
            byte[] own = new byte[SHORTEST_SECRET];
            new SecureRandom().nextBytes(own);
            return own;
        }
        try {
            byte[] read = SecretFile.read(
                            "inspector.access.oidc.session-file",
                            settings.sessionFile().toString())
                    .getBytes(UTF_8);
            if (read.length < SHORTEST_SECRET) {
                throw new BadConfigurationException("inspector.access.oidc.session-file: the secret must have at least "
                        + SHORTEST_SECRET + " characters: make one with `openssl rand -hex 32`");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What they are signed with. */
    byte[] secret() {
        return secret.clone();
    }

    Cookie began(Login login) {
        var claims = new JwtClaims();
        claims.setStringClaim("state", login.state());
        claims.setStringClaim("nonce", login.nonce());
        claims.setStringClaim("verifier", login.verifier());
        claims.setStringClaim("to", login.to());
        return cookie(LOGIN, signed(LOGIN, claims, LOGIN_TAKES), LOGIN_TAKES);
    }

    Optional<Login> begun(HttpRequest<?> request) {
        return claims(LOGIN, request).flatMap(claims -> {
            try {
                return Optional.of(new Login(
                        claims.getStringClaimValue("state"),
                        claims.getStringClaimValue("nonce"),
                        claims.getStringClaimValue("verifier"),
                        claims.getStringClaimValue("to")));
            } catch (MalformedClaimException e) {
                return Optional.empty();
            }
        });
    }

    Cookie loggedIn(Viewer viewer) {
        var claims = new JwtClaims();
        claims.setSubject(viewer.who());
        claims.setStringClaim("role", viewer.role().name());
        return cookie(SESSION, signed(SESSION, claims, length), length);
    }

    Cookie loggedOut() {
        return cookie(SESSION, "", Duration.ZERO);
    }

    Cookie noLogin() {
        return cookie(LOGIN, "", Duration.ZERO);
    }

    Optional<Viewer> viewer(HttpRequest<?> request) {
        return claims(SESSION, request).flatMap(claims -> {
            try {
                return Optional.of(new Viewer(claims.getSubject(), Role.valueOf(claims.getStringClaimValue("role"))));
            } catch (MalformedClaimException | IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private Optional<JwtClaims> claims(String use, HttpRequest<?> request) {
        @Nullable Cookie cookie = request.getCookies().findCookie(name(use)).orElse(null);
        if (cookie == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JwtConsumerBuilder()
                    .setVerificationKey(key)
                    .setExpectedAudience(use)
                    .setRequireExpirationTime()
                    .setJwsAlgorithmConstraints(
                            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                    .build()
                    .processToClaims(cookie.getValue()));
        } catch (InvalidJwtException e) {
            return Optional.empty();
        }
    }

    private String signed(String use, JwtClaims claims, Duration valid) {
        claims.setAudience(use);
        var end = NumericDate.now();
        end.addSeconds(valid.toSeconds());
        claims.setExpirationTime(end);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a session cannot be signed", e);
        }
    }

    private Cookie cookie(String use, String value, Duration lives) {
        return Cookie.of(name(use), value)
                .httpOnly(true)
                .secure(isHttps)
                .sameSite(SameSite.Lax)
                .path("/")
                .maxAge(lives);
    }

    /** A browser takes a name with that prefix from nobody but this very host, over TLS. */
    private String name(String use) {
        return isHttps ? "__Host-" + use : use;
    }
}
