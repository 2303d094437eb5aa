package io.adjourn.vendors.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * HMAC-SHA256 over the second of sending, a point and the exact bytes of the body, under the secret as UTF-8, in hexadecimal
 * digits in a header. White space around the secret counts for nothing.
 *
 * @param header the header that carries it
 * @param prefix what stands before the digits; required
 * @param secondHeader the header that carries the second of sending, since 1970
 * @param window how long before or after its receipt a request may have been sent
 */
public record TimedHmac(String name, String header, String prefix, String secondHeader, Duration window)
        implements Scheme {
    /** Digits of a second that is no slip: enough until the year 33658. */
    private static final int MAX_SECOND_DIGITS = 12;

    @Override
    public String proof() {
        return "headers " + header + " and " + secondHeader;
    }

    @Override
    public boolean canUse(String secret) {
        return !secret.isBlank();
    }

    @Override
    public Set<String> headers() {
        return Set.of(header, secondHeader);
    }

    @Override
    public boolean isPresent(Request request) {
        return request.headers().has(header);
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        String text = request.headers().get(header);
        if (text == null) {
            return new Refused(Reason.MISSING, "header " + header + " is missing");
        }
        byte[] signature = HexSignature.read(text, prefix);
        if (signature == null) {
            return new Refused(
                    Reason.MALFORMED, "header " + header + " is not " + prefix + " and 64 hexadecimal digits");
        }
        String second = request.headers().get(secondHeader);
        if (second == null || !isSecond(second)) {
            return new Refused(
                    Reason.MALFORMED,
                    "header " + secondHeader + " is not a time in seconds, but is part of the signature");
        }
        // Before the window: only of a request that is the vendor's is it worth knowing how late it is.
        if (!HmacSha256.isSignedByAny(secrets.stripped(), signature, (second + ".").getBytes(UTF_8), body)) {
            return new Refused(Reason.MISMATCH, "header " + header + " does not match: another secret, time or body");
        }
        return isStale(Long.parseLong(second), request.receivedAt())
                ? new Refused(
                        Reason.STALE,
                        "header " + secondHeader + " is more than " + window.toSeconds()
                                + " s off the time of receipt: check that it was sent just now and that the clocks"
                                + " are right")
                : new Accepted(name);
    }

    private boolean isStale(long second, Instant receivedAt) {
        return Math.abs(receivedAt.getEpochSecond() - second) > window.toSeconds();
    }

    private static boolean isSecond(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_SECOND_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
