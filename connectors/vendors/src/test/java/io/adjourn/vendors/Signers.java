package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sign as the vendors do, written apart from what verifies. A new vendor has a line here, with all its ways of signing. */
final class Signers {
    private static final Map<String, List<Signer>> BY_VENDOR = Map.of(
            "vexa",
            List.of(new VexaSigner(), new OldVexaSigner()),
            "meetstream",
            List.of(new MeetStreamSigner()),
            "attendee",
            List.of(new AttendeeSigner(false), new AttendeeSigner(true)),
            "meetingbaas-v2",
            List.of(new SvixSigner(), new CallbackSigner()),
            "meetingbaas-v1",
            List.of(new MeetingBaasV1Signer(), new MeetingBaasV1ApiKey()));

    /** One way of signing. */
    interface Signer {

        /** A secret of the form that it needs, another for another name. */
        default String secret(String name) {
            return name + "-test-secret";
        }

        /** The headers that a vendor sends with a body. */
        Map<String, String> headers(String secret, byte[] body, Instant sentAt);
    }

    private Signers() {}

    static List<Signer> of(Vendor vendor) {
        List<Signer> signers = BY_VENDOR.get(vendor.id());
        if (signers == null) {
            throw new AssertionError("say in Signers how " + vendor.id() + " signs");
        }
        return signers;
    }

    private record VexaSigner() implements Signer {

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            String second = Long.toString(sentAt.getEpochSecond());
            var signed = new ByteArrayOutputStream();
            signed.writeBytes((second + ".").getBytes(UTF_8));
            signed.writeBytes(body);
            return Map.of(
                    "Authorization",
                    "Bearer " + secret,
                    "X-Webhook-Signature",
                    "sha256=" + HexFormat.of().formatHex(hmacSha256(secret.getBytes(UTF_8), signed.toByteArray())),
                    "X-Webhook-Timestamp",
                    second);
        }
    }

    /** Before it signed. */
    private record OldVexaSigner() implements Signer {

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            return Map.of("Authorization", "Bearer " + secret);
        }
    }

    private record MeetStreamSigner() implements Signer {

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            return Map.of(
                    "X-MeetStream-Signature",
                    "sha256=" + HexFormat.of().formatHex(hmacSha256(secret.getBytes(UTF_8), body)),
                    "X-MeetStream-Timestamp",
                    sentAt.toString());
        }
    }

    /**
     * @param ascii as before 2025-05-27
     */
    private record AttendeeSigner(boolean ascii) implements Signer {
        /** Java's order of keys is Python's for all of the samples. */
        private static final JsonMapper SORTED = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();

        @Override
        public String secret(String name) {
            return Base64.getEncoder().encodeToString((name + "-test-secret-of-32-bytes").getBytes(UTF_8));
        }

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            ObjectWriter writer = ascii ? SORTED.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII) : SORTED.writer();
            try {
                byte[] canonical = writer.writeValueAsBytes(SORTED.readValue(body, Object.class));
                byte[] signature = hmacSha256(Base64.getDecoder().decode(secret), canonical);
                return Map.of("X-Webhook-Signature", Base64.getEncoder().encodeToString(signature));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record SvixSigner() implements Signer {

        @Override
        public String secret(String name) {
            return "whsec_" + Base64.getEncoder().encodeToString((name + "-test-secret").getBytes(UTF_8));
        }

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            var signed = new ByteArrayOutputStream();
            signed.writeBytes(("msg_test." + sentAt.getEpochSecond() + ".").getBytes(UTF_8));
            signed.writeBytes(body);
            return Map.of(
                    "svix-id",
                    "msg_test",
                    "svix-timestamp",
                    Long.toString(sentAt.getEpochSecond()),
                    "svix-signature",
                    "v1," + Base64.getEncoder().encodeToString(hmacSha256(key, signed.toByteArray())));
        }
    }

    private record CallbackSigner() implements Signer {

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            return Map.of("x-mb-secret", secret);
        }
    }

    private record MeetingBaasV1Signer() implements Signer {

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            return Map.of(
                    "X-MeetingBaas-Signature", HexFormat.of().formatHex(hmacSha256(secret.getBytes(UTF_8), body)));
        }
    }

    private record MeetingBaasV1ApiKey() implements Signer {

        @Override
        public Map<String, String> headers(String secret, byte[] body, Instant sentAt) {
            return Map.of("x-meeting-baas-api-key", secret);
        }
    }

    private static byte[] hmacSha256(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
