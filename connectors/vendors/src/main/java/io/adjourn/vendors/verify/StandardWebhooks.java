package io.adjourn.vendors.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.vendors.Headers;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Standard Webhooks with a shared secret: HMAC-SHA256 over the message's id, the second of the attempt and the exact bytes
 * of the body, with points between them, in Base64. The signature's header lists several with spaces between them, each
 * behind its version and a comma, so that two secrets can be in use at once; only version {@code v1} is this one.
 *
 * <p>The headers are {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}, or the same under a
 * sender's own name. An attempt holds for {@link #WINDOW}, both ways: the sender signs each again.
 *
 * <p>A secret is {@code whsec_} and the key in Base64. The prefix is required although some senders leave it out: without
 * it, a source's other secrets could pass for keys.
 *
 * @param sender what its own headers begin with instead of {@code webhook}
 */
public record StandardWebhooks(String name, String sender) implements Scheme {
    /** How old, or how far ahead, an attempt may be. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String STANDARD = "webhook";
    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    /** Of a signature in Base64, with its padding. */
    private static final int ENCODED_LENGTH = 44;
    /** Digits of a second that is no slip: enough until the year 33658. */
    private static final int MAX_SECOND_DIGITS = 12;

    @Override
    public String proof() {
        return "headers " + id(sender) + ", " + timestamp(sender) + " and " + signature(sender);
    }

    @Override
    public boolean canUse(String secret) {
        return key(secret) != null;
    }

    @Override
    public Set<String> headers() {
        return Set.of(id(sender), timestamp(sender), signature(sender));
    }

    @Override
    public boolean isPresent(Request request) {
        return request.headers().has(signature(sender)) || request.headers().has(signature(STANDARD));
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        Headers headers = request.headers();
        String owner = headers.has(signature(sender)) ? sender : STANDARD;
        String list = headers.get(signature(owner));
        if (list == null) {
            return new Refused(Reason.MISSING, "header " + signature(sender) + " is missing");
        }
        String id = headers.get(id(owner));
        if (id == null) {
            return new Refused(Reason.MALFORMED, "header " + id(owner) + " is missing, but is part of the signature");
        }
        String second = headers.get(timestamp(owner));
        if (second == null || !isSecond(second)) {
            return new Refused(
                    Reason.MALFORMED,
                    "header " + timestamp(owner) + " is not a time in seconds, but is part of the signature");
        }
        List<byte[]> signatures = signatures(list);
        if (signatures.isEmpty()) {
            return new Refused(
                    Reason.MALFORMED, "header " + signature(owner) + " has no v1 signature of 44 Base64 characters");
        }
        if (isStale(Long.parseLong(second), request.receivedAt())) {
            return new Refused(
                    Reason.STALE,
                    "header " + timestamp(owner) + " is more than " + WINDOW.toSeconds()
                            + " s off the time of receipt: check that it was sent just now and that the clocks are"
                            + " right");
        }
        return isSignedByAny(secrets, signatures, (id + "." + second + ".").getBytes(UTF_8), body)
                ? new Accepted(name)
                : new Refused(
                        Reason.MISMATCH,
                        "header " + signature(owner) + " does not match: another secret or other content");
    }

    /** Tries all keys and all signatures, each in constant time. */
    private static boolean isSignedByAny(Secrets secrets, List<byte[]> signatures, byte[] head, byte[] body) {
        boolean signed = false;
        for (String secret : secrets.values()) {
            byte[] key = key(secret);
            if (key != null) {
                byte[] expected = HmacSha256.sign(key, head, body);
                for (byte[] signature : signatures) {
                    signed |= MessageDigest.isEqual(expected, signature);
                }
            }
        }
        return signed;
    }

    /** The key in the secret, or null where it has not the form of one. */
    private static byte @Nullable [] key(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            return null;
        }
        byte[] key = decoded(secret.substring(SECRET_PREFIX.length()));
        // An empty key signs for everybody.
        return key == null || key.length == 0 ? null : key;
    }

    /** The signatures of this version in the list; what else there is may be of a version to come. */
    private static List<byte[]> signatures(String list) {
        var signatures = new ArrayList<byte[]>();
        for (String entry : list.split(" ", -1)) {
            if (entry.startsWith(VERSION) && entry.length() == VERSION.length() + ENCODED_LENGTH) {
                byte[] signature = decoded(entry.substring(VERSION.length()));
                if (signature != null) {
                    signatures.add(signature);
                }
            }
        }
        return signatures;
    }

    /** What the Base64 stands for, or null where it is none or, as its padding shows, not all of it. */
    private static byte @Nullable [] decoded(String base64) {
        if (base64.length() % 4 != 0) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isSecond(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_SECOND_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isStale(long second, Instant receivedAt) {
        return Math.abs(receivedAt.getEpochSecond() - second) > WINDOW.toSeconds();
    }

    private static String id(String owner) {
        return owner + "-id";
    }

    private static String timestamp(String owner) {
        return owner + "-timestamp";
    }

    private static String signature(String owner) {
        return owner + "-signature";
    }
}
