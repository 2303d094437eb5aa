package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.util.Set;

/**
 * HMAC-SHA256 over the exact bytes of the body, under the secret as UTF-8, in hexadecimal digits in a header.
 *
 * @param header the header that carries it
 * @param prefix what may stand before the digits, empty where nothing may
 */
public record BodyHmac(String name, String header, String prefix) implements Scheme {

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
        return true;
    }

    @Override
    public Verdict verify(Request request, byte[] body, Secrets secrets) {
        String text = request.headers().get(header);
        if (text == null) {
            return new Refused(Reason.MISSING, "header " + header + " is missing");
        }
        byte[] signature = HexSignature.readWithOrWithout(text, prefix);
        if (signature == null) {
            return new Refused(Reason.MALFORMED, "header " + header + " is not " + form());
        }
        return HmacSha256.isSignedByAny(secrets, signature, body)
                ? new Accepted(name)
                : new Refused(Reason.MISMATCH, "header " + header + " does not match: another secret or another body");
    }

    private String form() {
        String digits = 2 * HmacSha256.LENGTH + " hexadecimal digits";
        return prefix.isEmpty() ? digits : digits + ", with " + prefix + " before them or without";
    }
}
