package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.MeetingCompletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a record says, to be compared with what the next one says: kept only while something may have to be said.
 *
 * @param digest of all that a consumer would act on
 * @param fields digest of each field of it, by name; empty where an older build did not keep them
 */
record RecordContent(long digest, Map<String, Integer> fields) {
    /** What tells of the revision itself, or counts what was delivered: it differs each time, or means nothing to a consumer. */
    private static final Set<String> OF_THE_REVISION = Set.of(
            "event_id",
            "meeting_id",
            "source",
            "vendor",
            "dialect",
            "session_id",
            "occurred_at",
            "occurred_at_inferred",
            "received_at",
            "vendor_type",
            "raw",
            "epoch",
            "revision",
            "changed",
            "closed_by",
            "event_count",
            "duplicate_count",
            "first_seen_at",
            "closed_at",
            "revised_at");

    RecordContent {
        fields = Map.copyOf(fields);
    }

    /**
     * Of a meeting's record without its own number and times.
     *
     * @param lasting of the state as {@link MeetingState#lasting}, without log times: what makes a revision
     * @param record of the state with them, on which the outcome may depend
     */
    static RecordContent of(MeetingCompletion lasting, MeetingCompletion record) {
        Map<String, Integer> fields = new TreeMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!OF_THE_REVISION.contains(field.name())) {
                fields.put(field.name(), digestOf(record.get(field.pos())));
            }
        }
        try {
            return new RecordContent(Digest.firstLong(lasting.toByteBuffer().array()), fields);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding to memory", e);
        }
    }

    /** By the text, in which symbols have names: their numbers change from one schema to the next. */
    private static int digestOf(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        var digest = new CRC32C();
        digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
        return (int) digest.getValue();
    }

    boolean isTheSameAs(RecordContent other) {
        return digest == other.digest;
    }

    /** The fields of which the other says something else, in the schema's order; null where that is not known. */
    @Nullable
    List<String> changedTo(RecordContent next) {
        if (fields.isEmpty()) {
            return null;
        }
        var changed = new ArrayList<String>();
        for (Schema.Field field : MeetingCompletion.getClassSchema().getFields()) {
            Integer before = fields.get(field.name());
            // A field that an older build did not know is compared from the next revision on.
            if (before != null && !before.equals(next.fields.get(field.name()))) {
                changed.add(field.name());
            }
        }
        return List.copyOf(changed);
    }
}
