package io.adjourn.simulator.meetingbaasv2;

import io.adjourn.simulator.Script;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.VendorApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Meeting BaaS v2 as a sender. */
public final class MeetingBaasV2Simulator implements Simulator {

    @Override
    public String vendor() {
        return "meetingbaas-v2";
    }

    @Override
    public List<Script> scripts() {
        return MeetingBaasV2Scripts.ALL;
    }

    /** Only where a callback was given no secret, and it can always be given one. */
    @Override
    public Optional<VendorApi> readApi() {
        return Optional.of(new MeetingBaasV2Api());
    }

    @Override
    public boolean sendsUnsigned() {
        return false;
    }

    @Override
    public List<String> testSecrets(String name) {
        return List.of(
                SvixProof.SECRET_PREFIX + Base64.getEncoder().encodeToString(sha256(name)),
                "test-callback-secret-of-" + name);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
