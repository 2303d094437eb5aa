package io.adjourn.simulator;

import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where a simulator sends: one source at a gateway.
 *
 * @param gateway the gateway's base address
 * @param source the source, with its secrets
 * @param simulator plays the source's vendor
 */
public record Target(URI gateway, Source source, Simulator simulator) {
    private static final String NOBODY = "a-source-that-nobody-has";
    private static final String NOBODYS_TOKEN = "a-test-token-that-no-source-has";

    /** All sources whose vendor can be played, by name. */
    public static List<Target> of(Sources sources, URI gateway) {
        return sources.all().stream()
                .sorted(Comparator.comparing(Source::name))
                .flatMap(source -> Simulators.of(source.vendor().id()).stream()
                        .map(simulator -> new Target(gateway, source, simulator)))
                .toList();
    }

    /** The request as the vendor sends it, in the attempt counted from 0; the first one is sent at the given time. */
    public SimulatedRequest genuine(Message message, int attempt, Instant sentAt) {
        Body body = message.body(attempt);
        Instant attemptedAt = message.proof().signsEachAttempt() ? sentAt.plusSeconds(attempt) : sentAt;
        return switch (source.verification()) {
            case SIGNATURE -> request(message, "", body, message.proof().headers(body.bytes(), secrets(), attemptedAt));
            case TOKEN -> request(message, "/" + secrets().getFirst(), body, Map.of());
            case NONE -> request(message, "", body, Map.of());
        };
    }

    /** The forgeries of a message that this source must withstand. */
    public List<Forgery> forgeries(Message message) {
        return Forgery.against(source.verification(), message.proof());
    }

    /** The request as somebody else would send it. */
    public SimulatedRequest forged(Forgery forgery, Message message, Instant sentAt) {
        Proof proof = message.proof();
        Body body = message.body(0);
        SimulatedRequest request = switch (forgery) {
            case UNPROVEN -> request(message, "", body, Map.of());
            case WRONG_SECRET ->
                request(message, "", body, proof.headers(body.bytes(), simulator.testSecrets(NOBODY), sentAt));
            case TAMPERED_BODY -> request(message, "", tampered(body), proof.headers(body.bytes(), secrets(), sentAt));
            case WRONG_SCHEME -> request(message, "", body, proof.mistaken(body.bytes(), secrets(), sentAt));
            case WRONG_TOKEN -> request(message, "/" + NOBODYS_TOKEN, body, Map.of());
        };
        return request.asForged();
    }

    private SimulatedRequest request(Message message, String rest, Body body, Map<String, String> proof) {
        URI url = gateway.resolve("/webhooks/" + source.name() + rest);
        return new SimulatedRequest(source.name() + ": " + message.what(), message.method(), url, proof, body, false);
    }

    private List<String> secrets() {
        return source.secrets().values();
    }

    /** With one field more, so that it differs as JSON too; what is no object gets longer. */
    private static Body tampered(Body body) {
        String text = new String(body.bytes(), StandardCharsets.UTF_8);
        String changed = text.startsWith("{\"") ? "{\"tampered\":true," + text.substring(1) : text + " ";
        return new Body(changed.getBytes(StandardCharsets.UTF_8));
    }
}
