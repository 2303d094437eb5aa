package io.adjourn.simulator.vexa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.simulator.Hmac;
import io.adjourn.simulator.Proof;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Signs second and body, and shows the secret beside it all the same: V1 and V2. */
record SignedProof() implements Proof {

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        String second = Long.toString(sentAt.getEpochSecond());
        return signed(secrets.getFirst(), second, Hmac.sha256(key(secrets), (second + ".").getBytes(UTF_8), body));
    }

    /** As other vendors do it: the body alone is signed. That the secret beside it is right must not help. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        String second = Long.toString(sentAt.getEpochSecond());
        return signed(secrets.getFirst(), second, Hmac.sha256(key(secrets), body));
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public boolean signsEachAttempt() {
        return true;
    }

    private static byte[] key(List<String> secrets) {
        return secrets.getFirst().getBytes(UTF_8);
    }

    private static Map<String, String> signed(String secret, String second, byte[] signature) {
        return Map.of(
                "Authorization",
                "Bearer " + secret,
                "X-Webhook-Signature",
                "sha256=" + HexFormat.of().formatHex(signature),
                "X-Webhook-Timestamp",
                second);
    }
}
