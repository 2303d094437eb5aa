package io.adjourn.simulator.meetingbaasv1;

import io.adjourn.simulator.Proof;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Shows the account's API key, the last of the secrets, and leaves the body to itself. */
record ByApiKey() implements Proof {

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        return Map.of("x-meeting-baas-api-key", secrets.getLast());
    }

    /** By the older name of the header, which deliveries do not have. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        return Map.of("x-spoke-api-key", secrets.getLast());
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
