package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which meetings are looked for: those to which all that is not null applies. Texts are compared whole, but for surrounding blanks
 * and, of {@code any}, {@code url} and {@code nativeId}, upper and lower case.
 *
 * @param any what somebody types into one field: a key, a session id, a platform's meeting id, a meeting URL, or a value of an
 *     attribute
 * @param session the vendor's id of the bot
 * @param nativeId the platform's id of the meeting
 * @param url the link to join; its query and scheme may be left out
 * @param attribute a value of the customer's own metadata, or {@code name=value}
 * @param from first seen at that time or later
 * @param to first seen before that time
 * @param open whether it waits for something
 * @param missing an artifact that was expected and is not there
 */
public record Query(
        @Nullable String any,
        @Nullable String key,
        @Nullable String session,
        @Nullable String nativeId,
        @Nullable String url,
        @Nullable String attribute,
        @Nullable String source,
        @Nullable String vendor,
        @Nullable Outcome outcome,
        @Nullable EndReason endReason,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Boolean open,
        @Nullable ArtifactKind missing) {

    /** All there are. */
    public static final Query ALL =
            new Query(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** By one text, whatever it is. */
    public static Query of(String any) {
        return new Query(any, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
