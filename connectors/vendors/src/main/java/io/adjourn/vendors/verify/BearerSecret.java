package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.util.Set;

/**
 * The secret itself, as {@code Authorization: Bearer}. Proves who sends, not what is sent. White space around the secret
 * counts for nothing.
 */
public record BearerSecret(String name) implements Scheme {
    private static final String HEADER = "authorization";
    private static final String BEARER = "Bearer ";

    @Override
    public String proof() {
        return "header " + HEADER + " with Bearer";
    }

    @Override
    public boolean canUse(String secret) {
        return !secret.isBlank();
    }

    @Override
    public Set<String> headers() {
        return Set.of(HEADER);
    }

    @Override
    public boolean isPresent(Request request) {
        return request.headers().has(HEADER);
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        String text = request.headers().get(HEADER);
        if (text == null) {
            return new Refused(Reason.MISSING, "header " + HEADER + " is missing");
        }
        // By RFC 9110 the word is the same in any case; the secret is not.
        if (!text.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Refused(Reason.MALFORMED, "header " + HEADER + " is not Bearer and a secret");
        }
        return secrets.stripped().contain(text.substring(BEARER.length()).strip())
                ? new Accepted(name)
                : new Refused(Reason.MISMATCH, "header " + HEADER + " is another secret");
    }
}
