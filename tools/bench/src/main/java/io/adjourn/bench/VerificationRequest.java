package io.adjourn.bench;

import io.adjourn.config.Source;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.time.Instant;
import java.util.Map;

/** A request at the gateway's door, read whole, and what the gateway does with it until it can be stored. */
final class VerificationRequest {
    private final Source source;
    private final Request request;
    private final byte[] body;

    VerificationRequest(Source source, Map<String, String> proof, Instant receivedAt, byte[] body) {
        this(source, new Request(Headers.of(proof), null, receivedAt), body);
    }

    private VerificationRequest(Source source, Request request, byte[] body) {
        this.source = source;
        this.request = request;
        this.body = body;
    }

    /** The same proof for another body. */
    VerificationRequest with(byte[] other) {
        return new VerificationRequest(source, request, other);
    }

    byte[] body() {
        return body;
    }

    /** Verifies it. */
    Verdict verdict() {
        return source.verifier()
                .beforeBody(request)
                .orElseGet(() -> source.verifier().withBody(request, body));
    }

    /** Verifies it and finds the key of its record. */
    String key() {
        if (verdict() instanceof Refused refused) {
            throw new IllegalStateException("what is measured is not accepted: " + refused.detail());
        }
        var read = new Body(body);
        return source.vendor().subjectOf(read).key(source.name(), read);
    }
}
