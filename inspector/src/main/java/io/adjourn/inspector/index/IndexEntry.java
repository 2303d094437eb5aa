package io.adjourn.inspector.index;

import io.adjourn.contracts.Topic;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.RejectedDelivery;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the index has under a record key: one row for each record that concerns it. */
public sealed interface IndexEntry
        permits Delivered, IndexEntry.Told, IndexEntry.Revised, IndexEntry.Opened, IndexEntry.Refused {

    /**
     * An event. Without the content of artifacts and the data of activity, which the topics have.
     *
     * @param topic the one of the catalogue that it stands in
     * @param raw its delivery's place; null where it has none
     */
    record Told(Topic topic, RecordPosition place, @Nullable RecordPosition raw, SpecificRecord event)
            implements IndexEntry {}

    /**
     * A revision of the meeting's record.
     *
     * @param logTime in milliseconds
     */
    record Revised(RecordPosition place, long logTime, MeetingCompletion completion) implements IndexEntry {}

    /** What the meeting waits for. */
    record Opened(OpenMeeting open) implements IndexEntry {}

    /**
     * A reject, without body and headers.
     *
     * @param logTime in milliseconds
     */
    record Refused(RecordPosition place, long logTime, RejectedDelivery reject) implements IndexEntry {}
}
