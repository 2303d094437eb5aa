package io.adjourn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A made-up vendor: signs its bodies with HMAC-SHA256, or does not sign and is given a token in the path. */
public final class TestVendor implements Vendor {
    public static final int MAX_BODY_BYTES = 256 * 1024;
    public static final String SIGNATURE_HEADER = "X-Test-Signature";
    public static final String KEPT_HEADER = "x-test-timestamp";

    /** Its signature: lower-case hex of HMAC-SHA256 over the body. */
    public static final class Signature implements Scheme {

        @Override
        public String name() {
            return "signature";
        }

        @Override
        public boolean isPresent(Request request) {
            return request.headers().has(SIGNATURE_HEADER);
        }

        @Override
        public boolean coversBody() {
            return true;
        }

        @Override
        public Verdict verify(Request request, byte[] body, Secrets secrets) {
            return matches(secrets, request.headers().get(SIGNATURE_HEADER), secret -> sign(body, secret))
                    ? new Accepted(name())
                    : new Refused(Reason.MISMATCH, SIGNATURE_HEADER + " does not fit the body");
        }
    }

    /** Its token, the path segment after the source. */
    public static final class Token implements Scheme {

        @Override
        public String name() {
            return "token";
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
            return matches(secrets, request.pathToken(), secret -> secret)
                    ? new Accepted(name())
                    : new Refused(Reason.MISMATCH, "the token in the path is not this source's");
        }
    }

    public static String sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean matches(Secrets secrets, @Nullable String given, UnaryOperator<String> expected) {
        return given != null
                && secrets.values().stream()
                        .anyMatch(secret ->
                                MessageDigest.isEqual(expected.apply(secret).getBytes(UTF_8), given.getBytes(UTF_8)));
    }

    @Override
    public String id() {
        return "test-vendor";
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public List<Scheme> schemes() {
        return List.of(new Signature());
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of(KEPT_HEADER);
    }

    @Override
    public Subject subjectOf(Body body) {
        return body.json() instanceof Json.Value(var node)
                ? Subject.meeting(node.path("bot").textValue())
                : new Subject.Unknown();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return new Normalization.Ignored("the gateway does not normalize");
    }

    @Override
    public CompletionRules completionRules() {
        return new CompletionRules(
                Set.of(),
                Duration.ZERO,
                CompletionRules.DEFAULT_DONE_GRACE,
                CompletionRules.DEFAULT_SILENCE,
                CompletionRules.DEFAULT_SCHEDULED_SILENCE);
    }
}
