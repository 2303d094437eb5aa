package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.util.Set;

/**
 * The secret itself, in a header. Proves who sends, not what is sent.
 *
 * @param header the header that carries it
 */
public record HeaderSecret(String name, String header) implements Scheme {

    @Override
    public String proof() {
        return "header " + header;
    }

    @Override
    public Set<String> headers() {
        return Set.of(header);
    }

    @Override
    public boolean isPresent(Request request) {
        return request.headers().has(header);
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        String presented = request.headers().get(header);
        if (presented == null) {
            return new Refused(Reason.MISSING, "header " + header + " is missing");
        }
        return secrets.contain(presented)
                ? new Accepted(name)
                : new Refused(Reason.MISMATCH, "header " + header + " does not match the secret");
    }
}
