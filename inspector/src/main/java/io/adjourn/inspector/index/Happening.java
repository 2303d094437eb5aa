package io.adjourn.inspector.index;

import io.adjourn.inspector.index.IndexEntry.Told;
import io.adjourn.inspector.view.Coordinates;
import io.adjourn.inspector.view.EventView;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingLifecycle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all events have, whichever record they are.
 *
 * @param kind such as {@code STATE_CHANGE}, or an artifact's
 * @param said in a word; null where the kind says all
 */
record Happening(
        String id, String kind, @Nullable String said, String vendorType, Instant occurredAt, boolean inferred) {

    static Happening of(Told told) {
        return switch (told.event()) {
            case MeetingLifecycle event ->
                new Happening(
                        event.getEventId(),
                        event.getKind().name(),
                        event.getState().name(),
                        event.getVendorType(),
                        event.getOccurredAt(),
                        event.getOccurredAtInferred());
            case MeetingArtifact event ->
                new Happening(
                        event.getEventId(),
                        event.getKind().name(),
                        event.getStatus().name(),
                        event.getVendorType(),
                        event.getOccurredAt(),
                        event.getOccurredAtInferred());
            case MeetingActivity event ->
                new Happening(
                        event.getEventId(),
                        event.getKind().name(),
                        null,
                        event.getVendorType(),
                        event.getOccurredAt(),
                        event.getOccurredAtInferred());
            case CalendarChange event ->
                new Happening(
                        event.getEventId(),
                        event.getAction().name(),
                        null,
                        event.getVendorType(),
                        event.getOccurredAt(),
                        event.getOccurredAtInferred());
            default ->
                throw new IllegalArgumentException(
                        "no event: " + told.event().getSchema().getName());
        };
    }

    /** As streams knows facts apart within a record key. */
    long identity() {
        return Long.parseUnsignedLong(id.substring(0, 16), 16);
    }

    EventView view(Coordinates record) {
        return new EventView(id, record, kind, said, vendorType, occurredAt, inferred);
    }
}
