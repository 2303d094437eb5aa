package io.adjourn.vendors.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.adjourn.vendors.Headers;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final String HEADER = "x-test-signature";
    private static final Scheme HMAC = new BodyHmac("signature", HEADER, "sha256=");
    private static final Scheme TIMED =
            new TimedHmac("hmac", HEADER, "sha256=", "x-test-timestamp", Duration.ofMinutes(5));
    private static final Scheme BEARER = new BearerSecret("bearer");
    private static final byte[] BODY = "what do ya want for nothing?".getBytes(UTF_8);

    /** RFC 4231, test case 2: key "Jefe". */
    private static final String SIGNATURE = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private static final String TOKEN = "test-token-0123456789";

    @Test
    void shouldAcceptTheSignatureOfRfc4231() {
        assertThat(verifier(HMAC, "Jefe").withBody(signed(SIGNATURE), BODY)).isEqualTo(new Accepted("signature"));
    }

    @Test
    void shouldAcceptUnderAnySecretWhileOneIsRotated() {
        assertThat(verifier(HMAC, "new-test-secret", "Jefe", "old-test-secret").withBody(signed(SIGNATURE), BODY))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void shouldReadTheBodyOnlyForAProofThatCoversIt() {
        assertThat(verifier(HMAC, "Jefe").beforeBody(signed(SIGNATURE))).isEmpty();
        assertThat(verifier(HMAC, "Jefe").beforeBody(withToken(TOKEN)))
                .contains(new Refused(
                        Reason.MISSING, "no signature or credential found: expected header x-test-signature"));
        assertThat(verifier(new PathToken(), TOKEN).beforeBody(withToken(TOKEN)))
                .contains(new Accepted("token"));
        assertThat(verifier(new NoVerification()).beforeBody(withToken(null))).contains(new Accepted("none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38433",
                "=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "sha256=sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "SHA256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384",
                "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38433",
                "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384g",
                "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384３",
                "sha256= 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384",
                "sha512=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            })
    void shouldRefuseASignatureThatIsNone(String signature) {
        assertThat(verifier(HMAC, "Jefe").withBody(signed(signature), BODY))
                .isEqualTo(new Refused(
                        Reason.MALFORMED,
                        "header x-test-signature is not 64 hexadecimal digits, with sha256= before them or without"));
    }

    @Test
    void shouldTakeBareDigitsAsTheVendorsOwnSdkDoes() {
        String digits = SIGNATURE.replace("sha256=", "");

        assertThat(verifier(HMAC, "Jefe").withBody(signed(digits), BODY)).isEqualTo(new Accepted("signature"));
        assertThat(verifier(HMAC, "Jeff").withBody(signed(digits), BODY))
                .isEqualTo(new Refused(
                        Reason.MISMATCH, "header x-test-signature does not match: another secret or another body"));
    }

    @Test
    void shouldTakeBareDigitsAloneWhereThereIsNoPrefix() {
        var bare = new BodyHmac("signature", HEADER, "");

        assertThat(verifier(bare, "Jefe").withBody(signed(SIGNATURE.replace("sha256=", "")), BODY))
                .isEqualTo(new Accepted("signature"));
        assertThat(verifier(bare, "Jefe").withBody(signed(SIGNATURE), BODY))
                .isEqualTo(new Refused(Reason.MALFORMED, "header x-test-signature is not 64 hexadecimal digits"));
    }

    @Test
    void shouldRefuseTheSignatureOfAnotherBodyOrSecret() {
        var mismatch =
                new Refused(Reason.MISMATCH, "header x-test-signature does not match: another secret or another body");

        assertThat(verifier(HMAC, "Jefe").withBody(signed(SIGNATURE), "{}".getBytes(UTF_8)))
                .isEqualTo(mismatch);
        assertThat(verifier(HMAC, "Jeff").withBody(signed(SIGNATURE), BODY)).isEqualTo(mismatch);
        assertThat(verifier(HMAC).withBody(signed(SIGNATURE), BODY)).isEqualTo(mismatch);
    }

    @Test
    void shouldRefuseAnotherTokenAndOneWithoutASecret() {
        var mismatch = new Refused(Reason.MISMATCH, "the token in the path does not match");

        assertThat(verifier(new PathToken(), TOKEN).beforeBody(withToken(TOKEN + "x")))
                .contains(mismatch);
        assertThat(verifier(new PathToken(), TOKEN).beforeBody(withToken(""))).contains(mismatch);
        assertThat(verifier(new PathToken()).beforeBody(withToken(TOKEN))).contains(mismatch);
        assertThat(verifier(new PathToken(), TOKEN).beforeBody(withToken(null)))
                .contains(new Refused(
                        Reason.MISSING,
                        "no signature or credential found: expected a token as the path's last segment"));
    }

    @Test
    void shouldNotLetAWeakProofRescueAWrongStrongOne() {
        var verifier = verifier(List.of(HMAC, new PathToken()), "Jefe", TOKEN);
        var wrongSignature =
                new Request(Headers.of(Map.of(HEADER, SIGNATURE.replace("5bdc", "6bdc"))), TOKEN, Instant.EPOCH);

        assertThat(verifier.beforeBody(wrongSignature)).isEmpty();
        assertThat(verifier.withBody(wrongSignature, BODY))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.MISMATCH));
        assertThat(verifier.beforeBody(withToken(TOKEN))).contains(new Accepted("token"));
    }

    @Test
    void shouldNeedABodyForATimedSignatureAndNoneForABearerSecret() {
        var verifier = verifier(List.of(TIMED, BEARER), "Jefe");
        var bearer = request(Map.of("Authorization", "Bearer Jefe"));
        var both = request(Map.of("Authorization", "Bearer Jefe", "X-Test-Signature", SIGNATURE));

        assertThat(verifier.beforeBody(bearer)).contains(new Accepted("bearer"));
        assertThat(verifier.beforeBody(both)).isEmpty();
        assertThat(verifier.withBody(both, BODY))
                .isEqualTo(new Refused(
                        Reason.MALFORMED,
                        "header x-test-timestamp is not a time in seconds, but is part of the signature"));
        assertThat(verifier.beforeBody(withToken(TOKEN)))
                .contains(new Refused(
                        Reason.MISSING,
                        "no signature or credential found: expected headers x-test-signature and x-test-timestamp"
                                + " or header authorization with Bearer or Basic"));
    }

    @Test
    void shouldUseNoSecretOfWhiteSpaceWhereItCountsForNothing() {
        for (Scheme scheme : List.of(TIMED, BEARER)) {
            assertThat(scheme.canUse(" \t")).isFalse();
            assertThat(scheme.canUse(" Jefe ")).isTrue();
        }
        assertThat(verifier(BEARER, " ").beforeBody(request(Map.of("Authorization", "Bearer  "))))
                .contains(new Refused(Reason.MISMATCH, "header authorization does not match the secret"));
    }

    @Test
    void shouldTellWhatEachSchemeMakesOfARequest() {
        var verifier =
                verifier(List.of(HMAC, new HeaderSecret("secret", "x-test-secret"), new PathToken()), "Jefe", TOKEN);
        var request = new Request(Headers.of(Map.of(HEADER, SIGNATURE)), "another-test-token", Instant.EPOCH);

        assertThat(verifier.judgements(request, BODY))
                .extracting(judgement -> judgement.scheme().name(), Judgement::verdict)
                .containsExactly(
                        tuple("signature", Optional.of(new Accepted("signature"))),
                        tuple("secret", Optional.empty()),
                        tuple(
                                "token",
                                Optional.of(new Refused(Reason.MISMATCH, "the token in the path does not match"))));
    }

    @Test
    void shouldRefuseEverythingWhenClosed() {
        assertThat(Verifier.CLOSED.beforeBody(signed(SIGNATURE)))
                .isEqualTo(Optional.of(new Refused(Reason.MISSING, "this source accepts no deliveries")));
        assertThat(Verifier.CLOSED.withBody(signed(SIGNATURE), BODY)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldNeverHoldAnEmptySecretNorPrintOne() {
        assertThatThrownBy(() -> new Secrets(List.of("", "test-secret"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Secrets(List.of("test-secret"))).hasToString("Secrets[1]");
        assertThat(signed("test-signature").toString()).doesNotContain("test-signature");
    }

    private static Verifier verifier(Scheme scheme, String... secrets) {
        return verifier(List.of(scheme), secrets);
    }

    private static Verifier verifier(List<Scheme> schemes, String... secrets) {
        return new Verifier(schemes, new Secrets(List.of(secrets)));
    }

    private static Request signed(String signature) {
        return request(Map.of("X-Test-Signature", signature));
    }

    private static Request request(Map<String, String> headers) {
        return new Request(Headers.of(headers), null, Instant.EPOCH);
    }

    private static Request withToken(@Nullable String token) {
        return new Request(Headers.NONE, token, Instant.EPOCH);
    }
}
