package io.adjourn.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.adjourn.vendors.verify.HmacSha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which the vendors of reports prove who they are, by the names that reports have for them. */
public enum ReportProof {
    HMAC_AND_BEARER("hmac+bearer") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            String second = Long.toString(sentAt.getEpochSecond());
            return Map.of(
                    "Authorization",
                    "Bearer " + SECRET,
                    "X-Webhook-Signature",
                    "sha256=" + hex(HmacSha256.sign(SECRET.getBytes(UTF_8), (second + ".").getBytes(UTF_8), body)),
                    "X-Webhook-Timestamp",
                    second);
        }
    },
    BEARER("bearer") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            return Map.of("Authorization", "Bearer " + SECRET);
        }
    },
    BASIC("basic") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            byte[] credentials = ("adjourn:" + SECRET).getBytes(UTF_8);
            return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
    },
    HMAC("hmac") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            return meetStream("sha256=", body, sentAt);
        }
    },
    BARE_HMAC("hmac-bare") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            return meetStream("", body, sentAt);
        }
    },
    SVIX("svix") {
        @Override
        public String secret() {
            return "whsec_" + Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
        }

        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            // Another for each message, as another is signed.
            String id =
                    "msg_" + hex(HmacSha256.sign(SECRET.getBytes(UTF_8), body)).substring(0, 20);
            String second = Long.toString(sentAt.getEpochSecond());
            byte[] signature = HmacSha256.sign(SECRET.getBytes(UTF_8), (id + "." + second + ".").getBytes(UTF_8), body);
            return Map.of(
                    "svix-id",
                    id,
                    "svix-timestamp",
                    second,
                    "svix-signature",
                    "v1," + Base64.getEncoder().encodeToString(signature));
        }
    },
    CALLBACK("callback") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            return Map.of("x-mb-secret", SECRET);
        }
    },
    API_KEY("api-key") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            return Map.of("x-meeting-baas-api-key", SECRET);
        }
    },
    CANONICAL("canonical") {
        @Override
        public String secret() {
            return Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
        }

        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            byte[] signature = HmacSha256.sign(SECRET.getBytes(UTF_8), canonical(body));
            return Map.of("X-Webhook-Signature", Base64.getEncoder().encodeToString(signature));
        }
    },
    /** By the token in the address. */
    NONE("none") {
        @Override
        public Map<String, String> headers(byte[] body, Instant sentAt) {
            return Map.of();
        }

        @Override
        public String pathToken() {
            return SECRET;
        }
    };

    private static final String SECRET = "test-secret-of-the-reports-0123456789";
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final String word;

    ReportProof(String word) {
        this.word = word;
    }

    static ReportProof of(String word) {
        for (ReportProof proof : values()) {
            if (proof.word.equals(word)) {
                return proof;
            }
        }
        throw new IllegalArgumentException("no way to sign is called " + word);
    }

    /** What a source must know to accept it. */
    public String secret() {
        return SECRET;
    }

    /** What a vendor sends beside the body. */
    public abstract Map<String, String> headers(byte[] body, Instant sentAt);

    /** The last part of the address it sends to; null where that is the source's name. */
    public @Nullable String pathToken() {
        return null;
    }

    private static Map<String, String> meetStream(String prefix, byte[] body, Instant sentAt) {
        return Map.of(
                "X-MeetStream-Signature",
                prefix + hex(HmacSha256.sign(SECRET.getBytes(UTF_8), body)),
                "X-MeetStream-Timestamp",
                sentAt.toString());
    }

    /** For keys in ASCII, whose order is the same in Java and in Python. */
    private static byte[] canonical(byte[] body) {
        try {
            return SORTED.writeValueAsBytes(SORTED.readValue(body, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
