package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.util.Set;

/** An unguessable token as the last segment of the path, for deliveries that their vendor does not sign. */
public record PathToken() implements Scheme {

    @Override
    public String name() {
        return "token";
    }

    @Override
    public String proof() {
        return "a token as the path's last segment";
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public boolean isPresent(Request request) {
        return request.pathToken() != null;
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        String token = request.pathToken();
        if (token == null) {
            return new Refused(Reason.MISSING, "the path has no token");
        }
        return secrets.contain(token)
                ? new Accepted(name())
                : new Refused(Reason.MISMATCH, "the token in the path does not match");
    }
}
