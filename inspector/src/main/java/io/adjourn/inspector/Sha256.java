package io.adjourn.inspector;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java has. */
public final class Sha256 {
    /** Never used itself, for it has a state; a copy is made sooner than a provider is found. */
    private static final MessageDigest FRESH = fresh();

    private Sha256() {}

    /** The digest of all parts, one after the other. */
    public static byte[] of(byte[]... parts) {
        try {
            var digest = (MessageDigest) FRESH.clone();
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
