package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret itself, as {@code Authorization: Bearer}, or as the password of {@code Authorization: Basic}: so it comes from
 * senders that know no secret but can be given an address with one, such as {@code https://anything:secret@host/path}. Proves
 * who sends, not what is sent. White space around the secret counts for nothing.
 */
public record BearerSecret(String name) implements Scheme {
    private static final String HEADER = "authorization";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    @Override
    public String proof() {
        return "header " + HEADER + " with Bearer or Basic";
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
        String presented = secretIn(text);
        if (presented == null) {
            return new Refused(
                    Reason.MALFORMED,
                    "header " + HEADER + " is neither Bearer with a secret nor Basic with a secret as the password");
        }
        return secrets.stripped().contain(presented.strip())
                ? new Accepted(name)
                : new Refused(Reason.MISMATCH, "header " + HEADER + " does not match the secret");
    }

    /** The secret in the header, or null where it has none. By RFC 9110 the word before it is the same in any case. */
    private static @Nullable String secretIn(String text) {
        if (text.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return text.substring(BEARER.length());
        }
        return text.regionMatches(true, 0, BASIC, 0, BASIC.length()) ? password(text.substring(BASIC.length())) : null;
    }

    private static @Nullable String password(String credentials) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(credentials.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
        String userAndPassword = new String(decoded, StandardCharsets.UTF_8);
        int colon = userAndPassword.indexOf(':');
        return colon < 0 ? null : userAndPassword.substring(colon + 1);
    }
}
