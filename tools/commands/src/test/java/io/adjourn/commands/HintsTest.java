package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.Source;
import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.config.Source.Verification;
import io.adjourn.config.Sources;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.HeaderSecret;
import io.adjourn.vendors.verify.HmacSha256;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import io.adjourn.vendors.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What needs a scheme with several headers, a window and a form of secret, such as only some vendors have. */
class HintsTest {
    private static final Instant SENT_AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "test:acme";
    private static final String BODY = "{}";

    private static final Map<String, String> SIGNED =
            Map.of("t-time", Long.toString(SENT_AT.getEpochSecond()), "t-signature", Timed.signature(SECRET, BODY));

    @Test
    void shouldFindNothingWrongWithWhatIsAccepted() {
        assertThat(hints(SENT_AT, SIGNED, BODY, SECRET)).isEmpty();
    }

    @Test
    void shouldSayWhenAStaleRequestWouldBeAccepted() {
        assertThat(hints(SENT_AT.plusSeconds(600), SIGNED, BODY, SECRET))
                .containsExactly("at 2026-03-01T12:00:00Z, the time in header t-time, it would be accepted: use"
                        + " --at, or check the clocks");
    }

    @Test
    void shouldLookFurtherWhereTimeIsNotAllThatIsWrong() {
        assertThat(hints(SENT_AT.plusSeconds(600), SIGNED, BODY + "\n", SECRET))
                .containsExactly(
                        "at 2026-03-01T12:00:00Z, the time in header t-time, it would be refused, too: MISMATCH",
                        "the body would be accepted without the line end at its end, which is not from the vendor:"
                                + " editors add one");
    }

    @Test
    void shouldPairSeveralRenamedHeaders() {
        var renamed = Map.of(
                "http_t_time", Objects.requireNonNull(SIGNED.get("t-time")),
                "http_t_signature", Objects.requireNonNull(SIGNED.get("t-signature")));

        assertThat(hints(SENT_AT, renamed, BODY, SECRET))
                .containsExactly("header t-signature seems to have arrived as http_t_signature,"
                        + " t-time seems to have arrived as http_t_time; with the right name timed would be accepted");
    }

    @Test
    void shouldSayThatNoSecretHasTheRightForm() {
        assertThat(hints(SENT_AT, SIGNED, BODY, "acme"))
                .contains("no secret of this source has the format that timed requires: copy it completely, as the"
                        + " vendor shows it");
    }

    @Test
    void shouldNotLetTheWeakerProofPassForTheStronger() {
        var both = Map.of("t-time", "1", "t-signature", "x", "t-secret", SECRET);
        var source = source(SECRET);
        var hearing = new VerificationAttempt(source, both, null, SENT_AT, body(BODY));

        assertThat(hearing.judgements())
                .extracting(judgement -> judgement.verdict().orElseThrow())
                .containsExactly(new Refused(Reason.STALE, "old"), new Accepted("plain"));
        assertThat(hearing.verdict()).isInstanceOf(Refused.class);
        assertThat(hearing.answer()).isEqualTo(VerificationAttempt.Answer.NOT_VERIFIED);
        assertThat(hearing.toString()).doesNotContain(SECRET);
    }

    private static List<String> hints(Instant at, Map<String, String> headers, String body, String secret) {
        Source source = source(secret);
        var hearing = new VerificationAttempt(source, headers, null, at, body(body));
        return Hints.of(hearing, null, new Sources(Map.of("acme", source)));
    }

    private static Source source(String secret) {
        Vendor anyVendor = Vendors.KNOWN.all().getFirst();
        var secrets = new Secrets(List.of(secret));
        var verifier = new Verifier(List.of(new Timed(), new HeaderSecret("plain", "t-secret")), secrets);
        return new Source(
                "acme",
                anyVendor,
                Verification.SIGNATURE,
                verifier,
                anyVendor.completionRules(),
                null,
                OnKafkaUnavailable.SPOOL,
                secrets);
    }

    private static Body body(String text) {
        return new Body(text.getBytes(UTF_8));
    }

    /** Signs the body, tells the time, and has secrets that begin with {@code test:}. */
    private record Timed() implements Scheme {

        static String signature(String secret, String body) {
            return HexFormat.of().formatHex(HmacSha256.sign(secret.getBytes(UTF_8), body.getBytes(UTF_8)));
        }

        @Override
        public String name() {
            return "timed";
        }

        @Override
        public String proof() {
            return "headers t-time and t-signature";
        }

        @Override
        public Set<String> headers() {
            return Set.of("t-time", "t-signature");
        }

        @Override
        public boolean canUse(String secret) {
            return secret.startsWith("test:");
        }

        @Override
        public boolean isPresent(Request request) {
            return request.headers().has("t-signature");
        }

        @Override
        public boolean coversBody() {
            return true;
        }

        @Override
        public Verdict verify(Request request, byte[] body, Secrets secrets) {
            String time = request.headers().get("t-time");
            Instant sentAt = Instant.ofEpochSecond(time == null ? 0 : Long.parseLong(time));
            if (Duration.between(sentAt, request.receivedAt()).abs().compareTo(Duration.ofMinutes(5)) > 0) {
                return new Refused(Reason.STALE, "old");
            }
            String signature = request.headers().get("t-signature");
            return secrets.values().stream()
                            .map(secret -> signature(secret, new String(body, UTF_8)))
                            .anyMatch(expected -> expected.equals(signature))
                    ? new Accepted(name())
                    : new Refused(Reason.MISMATCH, "other");
        }
    }
}
