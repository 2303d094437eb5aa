package io.adjourn.simulator.vexa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.simulator.Proof;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Shows the secret, and signs nothing: V0. Nothing is ever sent a second time on purpose. */
record BearerProof() implements Proof {

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        return Map.of("Authorization", "Bearer " + secrets.getFirst());
    }

    /** The secret as the name of a user, whose password it should be. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        byte[] user = (secrets.getFirst() + ":vexa").getBytes(UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public boolean signsEachAttempt() {
        return false;
    }
}
