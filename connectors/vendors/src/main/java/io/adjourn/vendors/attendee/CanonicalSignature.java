package io.adjourn.vendors.attendee;

import io.adjourn.vendors.verify.HmacSha256;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 over {@link CanonicalJson} of the body, in Base64 in a header, under the bytes for which the secret stands in
 * Base64.
 *
 * <p>Senders before 2025-05-27 sign that text in ASCII. And what passes the body on may have written its numbers in another
 * way. So up to four texts are tried, none twice: the numbers as they are written, then as Python writes them, each in UTF-8,
 * then in ASCII. The first is that of today's sender.
 */
final class CanonicalSignature implements Scheme {
    private static final String HEADER = "x-webhook-signature";
    private static final int BASE64_LENGTH = 44;
    private static final int SHORTEST_KEY = 16;

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public String proof() {
        return "header " + HEADER;
    }

    /** Whether it is Base64 of at least 16 bytes; Attendee's own are of 32. */
    @Override
    public boolean canUse(String secret) {
        return key(secret) != null;
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
        return true;
    }

    /** The body is parsed and written again, up to four times: some 60 ms for a stranger's MiB. */
    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        String header = request.headers().get(HEADER);
        if (header == null) {
            return new Refused(Reason.MISSING, "header " + HEADER + " is missing");
        }
        byte[] signature = decoded(header);
        if (signature == null || header.length() != BASE64_LENGTH || signature.length != HmacSha256.LENGTH) {
            return new Refused(Reason.MALFORMED, "header " + HEADER + " is not Base64 of 32 bytes");
        }
        byte[] text = CanonicalJson.of(body);
        if (text == null) {
            return new Refused(
                    Reason.MALFORMED,
                    "the body is not what Attendee signs: no JSON, or with a repeated key, half a surrogate pair or a number"
                            + " beyond a double");
        }
        List<byte[]> keys = secrets.values().stream()
                .map(CanonicalSignature::key)
                .filter(Objects::nonNull)
                .toList();
        return isSigned(text, signature, keys)
                ? new Accepted(name())
                : new Refused(Reason.MISMATCH, "header " + HEADER + " is of another secret or of another body");
    }

    private static boolean isSigned(byte[] text, byte[] signature, List<byte[]> keys) {
        return isSignedInEitherEncoding(text, signature, keys)
                || isSignedInEitherEncoding(PythonNumbers.in(text), signature, keys);
    }

    private static boolean isSignedInEitherEncoding(byte @Nullable [] text, byte[] signature, List<byte[]> keys) {
        return text != null
                && (isSignedByAny(keys, signature, text)
                        || isSignedByAny(keys, signature, CanonicalJson.inAscii(text)));
    }

    /** Tries all keys, in constant time. */
    private static boolean isSignedByAny(List<byte[]> keys, byte[] signature, byte @Nullable [] text) {
        boolean signed = false;
        if (text != null) {
            for (byte[] key : keys) {
                signed |= MessageDigest.isEqual(HmacSha256.sign(key, text), signature);
            }
        }
        return signed;
    }

    private static byte @Nullable [] key(String secret) {
        byte[] key = decoded(secret);
        return key == null || key.length < SHORTEST_KEY ? null : key;
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
