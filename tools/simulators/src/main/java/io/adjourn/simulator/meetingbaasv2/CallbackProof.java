package io.adjourn.simulator.meetingbaasv2;

import io.adjourn.simulator.Proof;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Shows the callback's secret. Neither id nor time goes with it. */
record CallbackProof() implements Proof {

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        return Map.of("x-mb-secret", secret(secrets));
    }

    /** As the vendor's alerts do it. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        return Map.of("x-mb-alert-secret", secret(secrets));
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public boolean signsEachAttempt() {
        return false;
    }

    private static String secret(List<String> secrets) {
        return secrets.stream()
                .filter(secret -> !SvixProof.isFor(secret))
                .findFirst()
                .orElseThrow();
    }
}
