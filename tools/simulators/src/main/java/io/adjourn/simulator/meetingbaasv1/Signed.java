package io.adjourn.simulator.meetingbaasv1;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.simulator.Hmac;
import io.adjourn.simulator.Proof;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Signs the body with the webhook secret, the first of the secrets. Nothing tells one attempt from the next. */
record Signed() implements Proof {

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        return signed("", body, secrets);
    }

    /** As other vendors do it: with a prefix. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        return signed("sha256=", body, secrets);
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public boolean signsEachAttempt() {
        return false;
    }

    private static Map<String, String> signed(String prefix, byte[] body, List<String> secrets) {
        byte[] signature = Hmac.sha256(secrets.getFirst().getBytes(UTF_8), body);
        return Map.of("X-MeetingBaas-Signature", prefix + HexFormat.of().formatHex(signature));
    }
}
