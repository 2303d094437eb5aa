package io.adjourn.simulator.meetstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.simulator.Hmac;
import io.adjourn.simulator.Proof;
import io.adjourn.simulator.PythonJson;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Signs the body alone, and tells the sending time beside it, unsigned. Nothing is ever sent a second time on purpose. */
record MeetStreamProof() implements Proof {

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        return signed(PythonJson.micros(sentAt), Hmac.sha256(key(secrets), body));
    }

    /** As other vendors do it: the time is signed with the body. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        String time = PythonJson.micros(sentAt);
        return signed(time, Hmac.sha256(key(secrets), (time + ".").getBytes(UTF_8), body));
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public boolean signsEachAttempt() {
        return false;
    }

    private static byte[] key(List<String> secrets) {
        return secrets.getFirst().getBytes(UTF_8);
    }

    private static Map<String, String> signed(String time, byte[] signature) {
        return Map.of(
                "X-MeetStream-Signature",
                "sha256=" + HexFormat.of().formatHex(signature),
                "X-MeetStream-Timestamp",
                time);
    }
}
