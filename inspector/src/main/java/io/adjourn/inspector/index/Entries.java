package io.adjourn.inspector.index;

import io.adjourn.inspector.index.IndexEntry.Refused;
import io.adjourn.inspector.index.IndexEntry.Revised;
import io.adjourn.inspector.index.IndexEntry.Told;
import io.adjourn.inspector.index.IndexStore.Column;
import io.adjourn.meetings.v1.OpenMeeting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the index has under one record key, by kinds, each in the order of the topics. */
record Entries(
        List<Delivered> deliveries,
        List<Told> events,
        List<Revised> revisions,
        List<Refused> rejects,
        @Nullable OpenMeeting open) {
    /** A meeting with more of a kind is shown in part. */
    private static final int MOST = 5_000;

    static Entries of(IndexStore store, String key) {
        var deliveries = new ArrayList<Delivered>();
        var events = new ArrayList<Told>();
        var revisions = new ArrayList<Revised>();
        var rejects = new ArrayList<Refused>();
        var open = new OpenMeeting[1];
        byte[] prefix = Keys.prefix(key);
        store.scan(Column.ENTRIES, prefix, (row, value) -> {
            Keys.Rest rest = Keys.Rest.of(row, prefix.length);
            switch (rest.kind()) {
                case Keys.DELIVERY -> {
                    if (deliveries.size() < MOST) {
                        deliveries.add(Delivered.unpack(rest.place(), value));
                    }
                }
                case Keys.EVENT -> {
                    if (events.size() < MOST) {
                        events.add(told(rest, value));
                    }
                }
                case Keys.OPEN -> open[0] = AvroRows.read(OpenMeeting.class, OpenMeeting.getClassSchema(), value, 0);
                case Keys.REJECT -> {
                    if (rejects.size() < MOST) {
                        rejects.add(StoredRows.refused(value));
                    }
                }
                case Keys.REVISION -> {
                    if (revisions.size() < MOST) {
                        revisions.add(StoredRows.revised(value));
                    }
                }
                default -> {}
            }
            return true;
        });
        return new Entries(deliveries, events, revisions, rejects, open[0]);
    }

    private static Told told(Keys.Rest rest, byte[] value) {
        RecordPosition raw = rest.place();
        var topic = rest.topic();
        RecordPosition place = rest.place();
        return new Told(topic, place, raw.offset() < 0 ? null : raw, AvroRows.readEvent(topic, value));
    }
}
