package io.adjourn.vendors.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Headers;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the inputs that public implementations of the scheme test themselves with. */
class StandardWebhooksTest {
    private static final Scheme SCHEME = new StandardWebhooks("svix", "svix");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String SECOND = "1614265330";
    private static final Map<String, String> SIGNED =
            Map.of("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek", "svix-timestamp", SECOND, "svix-signature", SIGNATURE);

    @Test
    void shouldAcceptThePublicExample() {
        assertThat(verdict(SIGNED)).isEqualTo(new Accepted("svix"));
    }

    @ParameterizedTest
    @CsvSource({
        "2021-02-25T15:02:10Z,     true",
        "2021-02-25T15:07:10.999Z, true",
        "2021-02-25T15:07:11Z,     false",
        "2021-02-25T14:57:10Z,     true",
        "2021-02-25T14:57:09.999Z, false",
        "-1000000000-01-01T00:00:00Z, false",
        "+1000000000-12-31T23:59:59Z, false",
    })
    void shouldHoldForFiveMinutesBothWays(Instant receivedAt, boolean holds) {
        assertThat(verdict(SIGNED, receivedAt, SECRET))
                .isEqualTo(
                        holds
                                ? new Accepted("svix")
                                : new Refused(
                                        Reason.STALE,
                                        "header svix-timestamp is more than 300 s off the time of receipt: check"
                                                + " that it was sent just now and that the clocks are right"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SIGNATURE + " v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= " + SIGNATURE,
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= " + SIGNATURE,
                "v2,x  nonsense v1 v1, , " + SIGNATURE + " ",
            })
    void shouldAcceptWhenAnyOfTheListIsRight(String signatures) {
        assertThat(verdict(with("svix-signature", signatures))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v1",
                "v1,",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1Oé=",
                "v1, g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            })
    void shouldRefuseAListWithoutASignature(String signatures) {
        assertThat(verdict(with("svix-signature", signatures)))
                .isEqualTo(new Refused(
                        Reason.MALFORMED, "header svix-signature has no v1 signature of 44 Base64 characters"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-1", "+1614265330", "1614265330.0", "1614265330 ", "１６１４２６５３３０", "9999999999999"})
    void shouldRefuseATimestampThatIsNone(String timestamp) {
        assertThat(verdict(with("svix-timestamp", timestamp)))
                .isEqualTo(new Refused(
                        Reason.MALFORMED,
                        "header svix-timestamp is not a time in seconds, but is part of the signature"));
    }

    @Test
    void shouldRefuseASignatureWithoutWhatItSigns() {
        assertThat(verdict(without("svix-id")))
                .isEqualTo(new Refused(Reason.MALFORMED, "header svix-id is missing, but is part of the signature"));
        assertThat(verdict(without("svix-timestamp")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED));
        assertThat(verdict(without("svix-signature")))
                .isEqualTo(new Refused(
                        Reason.MISSING,
                        "no signature or credential found: expected headers svix-id, svix-timestamp and"
                                + " svix-signature"));
    }

    @Test
    void shouldRefuseWhenAnythingSignedWasChanged() {
        var mismatch =
                new Refused(Reason.MISMATCH, "header svix-signature does not match: another secret or other content");

        assertThat(verdict(with("svix-id", "msg_other"))).isEqualTo(mismatch);
        assertThat(verdict(with("svix-timestamp", "1614265331"))).isEqualTo(mismatch);
        assertThat(verifier(SECRET).withBody(request(SIGNED, at(SECOND)), "{}".getBytes(UTF_8)))
                .isEqualTo(mismatch);
    }

    @Test
    void shouldTakeTheStandardNamesOfTheHeadersToo() {
        var standard = new HashMap<String, String>();
        SIGNED.forEach((name, value) -> standard.put(name.replace("svix", "Webhook"), value));
        assertThat(verdict(standard)).isInstanceOf(Accepted.class);

        // The sender's own names come first, and never borrow from the others.
        standard.put("svix-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        assertThat(verdict(standard))
                .isEqualTo(new Refused(Reason.MALFORMED, "header svix-id is missing, but is part of the signature"));
    }

    @ParameterizedTest
    @CsvSource({
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,       false",
        "whsec_,                                 false",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS,  false",
        "whsec_not Base64 at all!,               false",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, false",
        "test-callback-secret,                   false",
    })
    void shouldUseOnlySecretsWithPrefixAndKey(String secret, boolean usable) {
        assertThat(SCHEME.canUse(secret)).isEqualTo(usable);
        assertThat(verdict(SIGNED, at(SECOND), secret) instanceof Accepted).isEqualTo(usable);
    }

    @Test
    void shouldAcceptUnderAnySecretAndUnderNoneWithoutOne() {
        assertThat(verdict(SIGNED, at(SECOND), "test-callback-secret", "whsec_AAAA", SECRET))
                .isInstanceOf(Accepted.class);
        assertThat(verdict(SIGNED, at(SECOND))).isInstanceOf(Refused.class);
    }

    private static Verdict verdict(Map<String, String> headers) {
        return verdict(headers, at(SECOND), SECRET);
    }

    private static Verdict verdict(Map<String, String> headers, Instant receivedAt, String... secrets) {
        return verifier(secrets).withBody(request(headers, receivedAt), BODY);
    }

    private static Verifier verifier(String... secrets) {
        return new Verifier(List.of(SCHEME), new Secrets(List.of(secrets)));
    }

    private static Request request(Map<String, String> headers, Instant receivedAt) {
        return new Request(Headers.of(headers), null, receivedAt);
    }

    private static Instant at(String second) {
        return Instant.ofEpochSecond(Long.parseLong(second));
    }

    private static Map<String, String> with(String header, String value) {
        var headers = new HashMap<>(SIGNED);
        headers.put(header, value);
        return headers;
    }

    private static Map<String, String> without(String header) {
        var headers = new HashMap<>(SIGNED);
        headers.remove(header);
        return headers;
    }
}
