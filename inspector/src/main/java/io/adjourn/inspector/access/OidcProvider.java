package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.SecretFile;
import io.adjourn.inspector.access.AccessSettings.Oidc;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the identity provider is asked, and what its tokens say. Thread-safe. */
final class OidcProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CLOCKS_DIFFER_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Oidc settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile @Nullable Endpoints endpoints;

    OidcProvider(Oidc settings) {
        this.settings = settings;
    }

    /** Where it is asked what, and what checks its tokens. */
    private record Endpoints(URI authorization, URI token, JwtConsumer tokens) {}

    /** The provider cannot be asked, or says no. The message is one line for people. */
    static final class LoginFailedException extends Exception {
        private static final long serialVersionUID = 1;

        LoginFailedException(String message) {
            super(message);
        }
    }

    /** Where somebody logs in. */
    URI loginAt(String state, String nonce, String challenge) throws LoginFailedException {
        var query = new TreeMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                clientId(),
                "redirect_uri",
                callback(),
                "scope",
                settings.scopes(),
                "state",
                state,
                "nonce",
                nonce,
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256"));
        URI at = endpoints().authorization();
        return URI.create(at + (at.getQuery() == null ? "?" : "&") + form(query));
    }

    /** Who has logged in with that code. */
    Viewer loggedIn(String code, String verifier, String nonce) throws LoginFailedException {
        var asked = new TreeMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                callback(),
                "client_id",
                clientId(),
                "code_verifier",
                verifier));
        var request = HttpRequest.newBuilder(endpoints().token())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        if (settings.clientSecretFile() != null) {
            String secret = secret(settings.clientSecretFile().toString());
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((encoded(clientId()) + ":" + encoded(secret)).getBytes(UTF_8)));
        }
        JsonNode answer = ask(
                request.POST(HttpRequest.BodyPublishers.ofString(form(asked))).build());
        String token = answer.path("id_token").asText("");
        return viewer(token, nonce)
                .orElseThrow(
                        () -> new LoginFailedException(
                                "your identity provider knows you, and you may not see meetings: ask for one of the groups that may"));
    }

    /**
     * Whose token it is; empty where it does not hold, or that person may see nothing.
     *
     * @param nonce what it must have; null where it comes with a request
     */
    Optional<Viewer> viewer(String token, @Nullable String nonce) {
        try {
            JwtClaims claims = endpoints().tokens().processToClaims(token);
            if (nonce != null && !nonce.equals(claims.getStringClaimValue("nonce"))) {
                return Optional.empty();
            }
            return viewer(claims);
        } catch (InvalidJwtException | MalformedClaimException e) {
            LOG.info("Token refused: why={}", e.getClass().getSimpleName());
            return Optional.empty();
        } catch (LoginFailedException e) {
            LOG.warn("Token cannot be checked: why={}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Viewer> viewer(JwtClaims claims) throws MalformedClaimException {
        List<String> groups = groups(claims);
        boolean isPrivileged = groups.stream().anyMatch(settings.privileged()::contains);
        boolean isViewer = settings.viewers().isEmpty() || groups.stream().anyMatch(settings.viewers()::contains);
        Object name = claims.getClaimValue(settings.nameClaim());
        String who = name == null ? claims.getSubject() : name.toString();
        return isPrivileged || isViewer
                ? Optional.of(new Viewer(who, isPrivileged ? Role.PRIVILEGED : Role.VIEWER))
                : Optional.empty();
    }

    private List<String> groups(JwtClaims claims) {
        return switch (claims.getClaimValue(settings.groupsClaim())) {
            case null -> List.of();
            case List<?> all -> all.stream().map(String::valueOf).toList();
            case Object one -> List.of(one.toString().split("[ ,]+", -1));
        };
    }

    private Endpoints endpoints() throws LoginFailedException {
        Endpoints known = endpoints;
        if (known == null) {
            known = discover();
            endpoints = known;
        }
        return known;
    }

    private Endpoints discover() throws LoginFailedException {
        String issuer = String.valueOf(settings.issuer());
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonNode said = ask(HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                .timeout(PATIENCE)
                .build());
        if (!said.path("issuer").asText().equals(issuer)) {
            throw new LoginFailedException("the identity provider calls itself "
                    + said.path("issuer").asText() + ": set inspector.access.oidc.issuer to that");
        }
        var tokens = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(
                        new HttpsJwks(said.path("jwks_uri").asText())))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(clientId())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCKS_DIFFER_SECONDS)
                // Never by a secret, which whoever has it could sign with, and never unsigned.
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.RSA_USING_SHA384,
                        AlgorithmIdentifiers.RSA_USING_SHA512,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
                        AlgorithmIdentifiers.EDDSA))
                .build();
        return new Endpoints(
                URI.create(said.path("authorization_endpoint").asText()),
                URI.create(said.path("token_endpoint").asText()),
                tokens);
    }

    private JsonNode ask(HttpRequest request) throws LoginFailedException {
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new LoginFailedException("the identity provider answers " + answer.statusCode() + " at "
                        + request.uri().getPath() + ": log in again, and check inspector.access.oidc");
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new LoginFailedException("the identity provider does not answer at "
                    + request.uri().getHost() + ": check inspector.access.oidc.issuer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoginFailedException("the inspector is stopping");
        }
    }

    private String clientId() {
        return Objects.requireNonNull(settings.clientId());
    }

    private String callback() {
        String base = String.valueOf(settings.publicUrl());
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/login/callback";
    }

    private static String secret(String file) {
        try {
            return SecretFile.read("inspector.access.oidc.client-secret-file", file);
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
