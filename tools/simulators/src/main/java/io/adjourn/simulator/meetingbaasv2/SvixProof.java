package io.adjourn.simulator.meetingbaasv2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.simulator.Hmac;
import io.adjourn.simulator.Proof;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Signs a webhook's id, the time of the attempt and the body. An attempt has its own time, and the id of the first.
 *
 * @param id the message's
 */
record SvixProof(String id) implements Proof {
    static final String SECRET_PREFIX = "whsec_";

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        byte[] key = Base64.getDecoder().decode(secret(secrets).substring(SECRET_PREFIX.length()));
        return signed(key, body, sentAt);
    }

    /** With the secret as it is written, which is the likeliest slip. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        return signed(secret(secrets).getBytes(UTF_8), body, sentAt);
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public boolean signsEachAttempt() {
        return true;
    }

    private Map<String, String> signed(byte[] key, byte[] body, Instant sentAt) {
        String second = Long.toString(sentAt.getEpochSecond());
        byte[] signature = Hmac.sha256(key, (id + "." + second + ".").getBytes(UTF_8), body);
        return Map.of(
                "svix-id",
                id,
                "svix-timestamp",
                second,
                "svix-signature",
                "v1," + Base64.getEncoder().encodeToString(signature));
    }

    static boolean isFor(String secret) {
        return secret.startsWith(SECRET_PREFIX);
    }

    private static String secret(List<String> secrets) {
        return secrets.stream().filter(SvixProof::isFor).findFirst().orElseThrow();
    }
}
