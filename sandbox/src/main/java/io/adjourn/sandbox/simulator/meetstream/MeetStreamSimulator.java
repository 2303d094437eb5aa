package io.adjourn.sandbox.simulator.meetstream;

import io.adjourn.sandbox.simulator.Script;
import io.adjourn.sandbox.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MeetStream as a sender: signs the body alone, and tells its sending time beside it, unsigned. */
public final class MeetStreamSimulator implements Simulator {
    private static final String SIGNATURE = "X-MeetStream-Signature";
    private static final String TIMESTAMP = "X-MeetStream-Timestamp";

    @Override
    public String vendor() {
        return "meetstream";
    }

    @Override
    public List<Script> scripts() {
        return MeetStreamScripts.ALL;
    }

    /** It signs for endpoints of a workspace, never for a bot's own callback URL. */
    @Override
    public boolean sendsUnsigned() {
        return true;
    }

    @Override
    public Map<String, String> proof(byte[] body, String secret, Instant sentAt) {
        return Map.of(SIGNATURE, "sha256=" + hmac(secret, body), TIMESTAMP, PythonJson.micros(sentAt));
    }

    /** As other vendors do it: the time is signed with the body. */
    @Override
    public Map<String, String> mistakenProof(byte[] body, String secret, Instant sentAt) {
        String time = PythonJson.micros(sentAt);
        byte[] both = (time + "." + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return Map.of(SIGNATURE, "sha256=" + hmac(secret, both), TIMESTAMP, time);
    }

    private static String hmac(String secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
