package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens for the registry by OAuth's client credentials (RFC 6749, section 4.4), which Confluent's client of this release
 * does not have. A token is kept until shortly before it ends. Threads may share one.
 */
final class OAuthTokens implements BearerAuthCredentialProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So long before its end a token is replaced. */
    private static final Duration BUFFER = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final URI endpoint;
    private final String clientId;
    private final Supplier<String> clientSecret;
    private final @Nullable String scope;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private @Nullable Token token;

    private record Token(String text, Instant replaceAt) {}

    /** @param clientSecret asked each time, so that it can be rotated */
    OAuthTokens(URI endpoint, String clientId, Supplier<String> clientSecret, @Nullable String scope) {
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scope = scope;
    }

    @Override
    public String alias() {
        return "OAUTHBEARER";
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // All of it is known already.
    }

    @Override
    public synchronized String getBearerToken(URL registry) {
        Token current = token;
        if (current == null || !Instant.now().isBefore(current.replaceAt())) {
            current = ask();
            token = current;
        }
        return current.text();
    }

    private Token ask() {
        String form = "grant_type=client_credentials" + (scope == null ? "" : "&scope=" + encoded(scope));
        String credentials = encoded(clientId) + ":" + encoded(clientSecret.get());
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + java.util.Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new KafkaException("the token endpoint " + endpoint + " answers " + answer.statusCode()
                        + ": check registry.bearer.auth.client.id, its secret and registry.bearer.auth.scope");
            }
            return token(answer.body());
        } catch (IOException e) {
            throw new KafkaException("the token endpoint " + endpoint + " cannot be reached: " + Causes.text(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for a token", e);
        }
    }

    private Token token(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            JsonNode text = answer.path("access_token");
            if (text.isTextual()) {
                Duration lives = Duration.ofSeconds(answer.path("expires_in").asLong(0));
                return new Token(text.textValue(), Instant.now().plus(lives).minus(BUFFER));
            }
        } catch (IOException e) {
            // Said below: it may hold what is nobody's to read.
        }
        throw new KafkaException("the token endpoint " + endpoint
                + " does not answer with a token: registry.bearer.auth.issuer.endpoint.url must be the address of"
                + " tokens, such as https://issuer.example/oauth2/token");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
