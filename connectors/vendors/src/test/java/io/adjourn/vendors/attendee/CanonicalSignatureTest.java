package io.adjourn.vendors.attendee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Headers;
import io.adjourn.vendors.verify.HmacSha256;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vectors of {@code signature-vectors.json} do not say. */
class CanonicalSignatureTest {
    private static final CanonicalSignature SIGNATURE = new CanonicalSignature();
    private static final byte[] KEY =
            "test-secret-of-32-bytes-obviously".substring(0, 32).getBytes(UTF_8);
    private static final String SECRET = base64(KEY);

    @Test
    void shouldUseOnlyBase64OfSixteenBytesOrMore() {
        assertThat(SIGNATURE.canUse(base64(new byte[16]))).isTrue();
        assertThat(SIGNATURE.canUse(base64(new byte[32]))).isTrue();
        assertThat(SIGNATURE.canUse(base64(new byte[64]))).isTrue();
        assertThat(SIGNATURE.canUse(base64(new byte[15]))).isFalse();
        assertThat(SIGNATURE.canUse("")).isFalse();
        assertThat(SIGNATURE.canUse("a test secret, not in Base64")).isFalse();
        assertThat(SIGNATURE.canUse(SECRET + "!")).isFalse();
        assertThat(SIGNATURE.canUse("_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-8="))
                .as("the alphabet for URLs")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                // the body                 | the signed text
                "{ \"a\" : \"\\u00e9\", \"n\": 1.50 } | {\"a\":\"é\",\"n\":1.50}",
                "{ \"a\" : \"\\u00e9\", \"n\": 1.50 } | {\"a\":\"\\u00e9\",\"n\":1.50}",
                "{ \"a\" : \"\\u00e9\", \"n\": 1.50 } | {\"a\":\"é\",\"n\":1.5}",
                "{ \"a\" : \"\\u00e9\", \"n\": 1.50 } | {\"a\":\"\\u00e9\",\"n\":1.5}",
            })
    void shouldAcceptEachOfTheFourTexts(String body, String signed) {
        assertThat(verdict(body, signature(KEY, signed), SECRET)).isEqualTo(new Accepted("signature"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"a\" : \"\\u00e9\", \"n\": 1.50 }",
                "{\"n\":1.50,\"a\":\"é\"}",
                "{\"a\":\"\\u00E9\",\"n\":1.50}",
                "{\"a\":\"é\",\"n\":1.500}",
                "{\"a\":\"é\", \"n\":1.50}",
                "{\"a\":\"é\",\"n\":1.50}\n",
            })
    void shouldRefuseAnyOtherText(String signed) {
        assertThat(verdict("{ \"a\" : \"\\u00e9\", \"n\": 1.50 }", signature(KEY, signed), SECRET))
                .isEqualTo(new Refused(
                        Reason.MISMATCH, "header x-webhook-signature is of another secret or of another body"));
    }

    @Test
    void shouldPassOverSecretsThatCanBeNoKey() {
        String good = signature(KEY, "{}");

        assertThat(verdict("{}", good, "no Base64!", base64(new byte[3]), SECRET))
                .isInstanceOf(Accepted.class);
        assertThat(verdict("{}", signature(new byte[3], "{}"), base64(new byte[3])))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.MISMATCH));
        assertThat(verdict("{}", good)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldSayWhatIsWrongAndQuoteNothing() {
        assertThat(verdict("{}", "hush", SECRET))
                .isEqualTo(new Refused(Reason.MALFORMED, "header x-webhook-signature is not Base64 of 32 bytes"));
        assertThat(verdict("{\"hush\":1,\"hush\":2}", signature(KEY, "{}"), SECRET))
                .isEqualTo(new Refused(
                        Reason.MALFORMED,
                        "the body is not what Attendee signs: no JSON, or with a repeated key, half a surrogate pair"
                                + " or a number beyond a double"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0e5,",
                "5e-324,",
                "123456789012345678901234567890e-300,",
                "[],",
                "\"\\u007f\",",
                "{\"b\":0,\"a\":0},"
            })
    void shouldCostOnlyALittleMoreThanTheBodysLength(String part) {
        String body = "[" + part.repeat(1024 * 1024 / part.length()) + "0]";
        String signature = signature(KEY, "another");
        long start = System.nanoTime();

        assertThat(verdict(body, signature, SECRET)).isInstanceOf(Refused.class);

        // Tens of milliseconds; a generous bound, for machines that are busy.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static Verdict verdict(String body, String signature, String... secrets) {
        var request = new Request(Headers.of(Map.of("X-Webhook-Signature", signature)), null, Instant.EPOCH);
        return SIGNATURE.verify(request, body.getBytes(UTF_8), new Secrets(List.of(secrets)));
    }

    private static String signature(byte[] key, String text) {
        return base64(HmacSha256.sign(key, text.getBytes(UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
