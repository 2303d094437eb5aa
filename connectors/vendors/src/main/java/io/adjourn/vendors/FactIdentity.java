package io.adjourn.vendors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What makes a fact the same fact: SHA-256 of its record key, its kind and the vendor's semantic key. It is the same however often, by
 * whichever way and in whichever order the fact arrives, and the {@code event_id} of its event.
 */
public final class FactIdentity {
    /** Never used itself, for it has a state; a copy is made sooner than a provider is found. */
    private static final MessageDigest SHA_256 = sha256();

    private FactIdentity() {}

    /** The identity of an event of a delivery with that record key, 32 bytes. */
    public static byte[] of(String recordKey, Event event) {
        return of(recordKey, kind(event), event.said().semanticKey());
    }

    /** The same of what a meeting itself comes to. */
    public static byte[] of(String recordKey, String kind, String semanticKey) {
        // A zero byte stands in no key, so no two triples run together.
        byte[] text = String.join("\0", recordKey, kind, semanticKey).getBytes(StandardCharsets.UTF_8);
        try {
            return ((MessageDigest) SHA_256.clone()).digest(text);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The event's kind, as it enters its identity: never to be renamed. */
    public static String kind(Event event) {
        return switch (event) {
            case Event.StateChange _ -> "LIFECYCLE";
            case Event.ProcessingDone _ -> "PROCESSING_DONE";
            case Event.DataDeletion _ -> "DATA_DELETION";
            case Event.Artifact _ -> "ARTIFACT";
            case Event.Calendar _ -> "CALENDAR";
            case Event.Activity activity -> activity.kind().name();
        };
    }
}
