package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the vendors do, written apart from what verifies. A new vendor has a line here. */
final class Signers {
    private static final Map<String, Signer> BY_VENDOR = Map.of(
            "meetstream",
            (secret, body) -> Map.of(
                    "X-MeetStream-Signature",
                    "sha256=" + HexFormat.of().formatHex(hmacSha256(secret.getBytes(UTF_8), body)),
                    "X-MeetStream-Timestamp",
                    "2026-02-27T07:11:52.001000+00:00"));

    /** The headers that a vendor sends with a body. */
    interface Signer {
        Map<String, String> headers(String secret, byte[] body);
    }

    private Signers() {}

    static Signer of(Vendor vendor) {
        Signer signer = BY_VENDOR.get(vendor.id());
        if (signer == null) {
            throw new AssertionError("say in Signers how " + vendor.id() + " signs");
        }
        return signer;
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
