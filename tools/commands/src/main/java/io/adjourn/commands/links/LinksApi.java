package io.adjourn.commands.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.ArtifactKind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reconciler's API for fresh links. Follows no redirect: the token is for this address alone. */
public final class LinksApi implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    /** The reconciler itself waits for its vendor, 35 s by default. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
    private final URI url;
    private final String token;

    /**
     * Connects to nothing yet.
     *
     * @param url the reconciler's base URL
     * @param token one of those that open its API
     */
    public LinksApi(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /**
     * Asks for a link; empty where the vendor has none now.
     *
     * @param artifactId the vendor's ID of one of several artifacts, null for the newest
     * @throws CannotStartException if nobody gives links there now
     * @throws BadConfigurationException if it does not accept the token
     */
    public Optional<FreshLink> ask(MeetingKey meeting, ArtifactKind kind, @Nullable String artifactId)
            throws InterruptedException {
        HttpResponse<String> answer = send(meeting, kind, artifactId);
        JsonNode body = json(answer);
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(link(body));
            case 401 ->
                throw new BadConfigurationException("the reconciler at " + url + " does not accept the token: use a"
                        + " file with one that its RECONCILER_LINKS_TOKEN_FILE has");
            case 404 -> {
                mustBeOurs(body);
                yield Optional.empty();
            }
            case 503 ->
                throw new CannotStartException("the reconciler at " + url + " stands by: give the address of the"
                        + " instance that asks, whose adjourn_reconciler_active is 1, with --reconciler");
            default ->
                throw new CannotStartException("the reconciler at " + url + " answers " + answer.statusCode()
                        + ": check the address, and its log");
        };
    }

    /** Where the API is off, or another server listens, there is a 404 for everything. */
    private void mustBeOurs(JsonNode body) {
        if (!body.path("message").asText().startsWith("no such link")) {
            throw new CannotStartException("there is no API for links at " + url
                    + ": start the reconciler with RECONCILER_LINKS_ENABLED=true, or give its address with"
                    + " --reconciler");
        }
    }

    private FreshLink link(JsonNode body) {
        String link = body.path("url").textValue();
        if (link == null) {
            throw new CannotStartException(
                    "what answers at " + url + " is no reconciler: give its address with --reconciler");
        }
        return new FreshLink(link, body.path("expires_at").textValue());
    }

    private HttpResponse<String> send(MeetingKey meeting, ArtifactKind kind, @Nullable String artifactId)
            throws InterruptedException {
        String path = "/links/" + encoded(meeting.source()) + "/" + encoded(meeting.session()) + "/" + kind
                + (artifactId == null ? "" : "?artifact_id=" + encoded(artifactId));
        String base = url.toString();
        URI address = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        try {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CannotStartException(
                    "no reconciler answers at " + url + ": start it, or give its address with --reconciler", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
