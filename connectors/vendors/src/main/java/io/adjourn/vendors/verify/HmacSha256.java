package io.adjourn.vendors.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over parts of a request: what most schemes come down to. */
public final class HmacSha256 {
    /** Of a signature, in bytes. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private HmacSha256() {}

    /**
     * Whether the signature is that of the parts, one after the other, under any of the secrets as UTF-8. Tries all of them,
     * in constant time.
     */
    static boolean isSignedByAny(Secrets secrets, byte[] signature, byte[]... parts) {
        boolean signed = false;
        for (String secret : secrets.values()) {
            signed |= MessageDigest.isEqual(sign(secret.getBytes(StandardCharsets.UTF_8), parts), signature);
        }
        return signed;
    }

    /** The signature of the parts, one after the other. */
    public static byte[] sign(byte[] key, byte[]... parts) {
        try {
            // A new one each time costs less than the hash itself, and nothing needs to be shared between threads.
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
