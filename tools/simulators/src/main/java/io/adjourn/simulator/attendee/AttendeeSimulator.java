package io.adjourn.simulator.attendee;

import io.adjourn.simulator.Script;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.VendorApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Attendee as a sender. */
public final class AttendeeSimulator implements Simulator {

    @Override
    public String vendor() {
        return "attendee";
    }

    @Override
    public List<Script> scripts() {
        return AttendeeScripts.ALL;
    }

    @Override
    public Optional<VendorApi> readApi() {
        return Optional.of(new AttendeeApi());
    }

    @Override
    public boolean sendsUnsigned() {
        return false;
    }

    /** Base64 of 32 bytes, as in Attendee's dashboard; here they are the name's digest. */
    @Override
    public List<String> testSecrets(String name) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256")
                    .digest(("test-secret-of-" + name).getBytes(StandardCharsets.UTF_8));
            return List.of(Base64.getEncoder().encodeToString(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
