package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Accepted;
import java.util.Set;

/** Lets everything in: only for a source that says {@code verification: none}, for tests and closed networks. */
public record NoVerification() implements Scheme {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public String proof() {
        return "nothing";
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public boolean isPresent(Request request) {
        return true;
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        return new Accepted(name());
    }
}
