package io.adjourn.sandbox.simulator;

import io.adjourn.sandbox.simulator.Meeting.Message;
import io.adjourn.sources.Source;
import io.adjourn.sources.Sources;
import io.adjourn.vendors.Body;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
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
    private static final String NOBODYS_SECRET = "a-test-secret-that-no-source-has";
    private static final String NOBODYS_TOKEN = "a-test-token-that-no-source-has";

    /** All sources whose vendor can be played, by name. */
    public static List<Target> of(Sources sources, URI gateway) {
        return sources.all().stream()
                .sorted(Comparator.comparing(Source::name))
                .flatMap(source -> Simulators.of(source.vendor().id()).stream()
                        .map(simulator -> new Target(gateway, source, simulator)))
                .toList();
    }

    /** The request as the vendor sends it. */
    public Request genuine(Message message, Instant sentAt) {
        return switch (source.verification()) {
            case SIGNATURE ->
                request(
                        message,
                        url(""),
                        message.body(),
                        simulator.proof(message.body().bytes(), secret(), sentAt));
            case TOKEN -> request(message, url("/" + secret()), message.body(), Map.of());
            case NONE -> request(message, url(""), message.body(), Map.of());
        };
    }

    /** The forgeries that this source must withstand. */
    public List<Forgery> forgeries() {
        return Forgery.against(source.verification());
    }

    /** The request as somebody else would send it. */
    public Request forged(Forgery forgery, Message message, Instant sentAt) {
        Body body = message.body();
        Request request = switch (forgery) {
            case UNPROVEN -> request(message, url(""), body, Map.of());
            case WRONG_SECRET -> request(message, url(""), body, simulator.proof(body.bytes(), NOBODYS_SECRET, sentAt));
            case TAMPERED_BODY ->
                request(message, url(""), tampered(body), simulator.proof(body.bytes(), secret(), sentAt));
            case WRONG_SCHEME ->
                request(message, url(""), body, simulator.mistakenProof(body.bytes(), secret(), sentAt));
            case WRONG_TOKEN -> request(message, url("/" + NOBODYS_TOKEN), body, Map.of());
        };
        return request.asForged();
    }

    private Request request(Message message, URI url, Body body, Map<String, String> proof) {
        return new Request(source.name() + ": " + message.what(), url, proof, body, false);
    }

    private URI url(String rest) {
        return gateway.resolve("/webhooks/" + source.name() + rest);
    }

    private String secret() {
        return source.secrets().values().getFirst();
    }

    /** The same JSON, but not the same bytes. */
    private static Body tampered(Body body) {
        byte[] bytes = body.bytes();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = ' ';
        return new Body(longer);
    }
}
