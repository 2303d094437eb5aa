package io.adjourn.commands;

import io.adjourn.config.Source;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.verify.Judgement;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request at the door of a source: judged as it is, or as it would be were something about it different.
 *
 * @param headers by their names in lower case
 * @param token the path segment after the source, null without one
 */
record VerificationAttempt(
        Source source,
        Map<String, String> headers,
        @Nullable String token,
        Instant receivedAt,
        Body body) {

    /** What the gateway answers. */
    enum Answer {
        STORED(202),
        NOT_VERIFIED(401),
        TOO_LARGE(413);

        private final int status;

        Answer(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** In the gateway's order: what needs no body is judged before its size is. */
    Answer answer() {
        if (source.verifier().beforeBody(request()).orElse(null) instanceof Refused) {
            return Answer.NOT_VERIFIED;
        }
        if (body.bytes().length > source.vendor().maxBodyBytes()) {
            return Answer.TOO_LARGE;
        }
        return verdict() instanceof Refused ? Answer.NOT_VERIFIED : Answer.STORED;
    }

    Verdict verdict() {
        return source.verifier()
                .beforeBody(request())
                .orElseGet(() -> source.verifier().withBody(request(), body.bytes()));
    }

    /** What each scheme by itself makes of it, strongest first. */
    List<Judgement> judgements() {
        return source.verifier().judgements(request(), body.bytes());
    }

    /** The judgement that decides: the first whose proof is there. */
    Optional<Judgement> decisive() {
        return judgements().stream()
                .filter(judgement -> judgement.verdict().isPresent())
                .findFirst();
    }

    VerificationAttempt before(Source other) {
        return new VerificationAttempt(other, headers, token, receivedAt, body);
    }

    VerificationAttempt with(Map<String, String> otherHeaders) {
        return new VerificationAttempt(source, otherHeaders, token, receivedAt, body);
    }

    VerificationAttempt with(Body otherBody) {
        return new VerificationAttempt(source, headers, token, receivedAt, otherBody);
    }

    VerificationAttempt at(Instant otherTime) {
        return new VerificationAttempt(source, headers, token, otherTime, body);
    }

    private Request request() {
        return new Request(Headers.of(headers), token, receivedAt);
    }

    /** Without headers, token and body: all may hold secrets. */
    @Override
    public String toString() {
        return "Hearing[" + source.name() + " at " + receivedAt + "]";
    }
}
