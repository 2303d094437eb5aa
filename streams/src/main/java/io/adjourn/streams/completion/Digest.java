package io.adjourn.streams.completion;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. */
final class Digest {
    /** Never used itself, for it has a state; a copy is made sooner than a provider is found. */
    private static final MessageDigest ORIGINAL = original();

    private Digest() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return ((MessageDigest) ORIGINAL.clone()).digest(bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }

    static long firstLong(byte[] bytes) {
        return ByteBuffer.wrap(sha256(bytes)).getLong();
    }

    private static MessageDigest original() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
