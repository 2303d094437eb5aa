package io.adjourn.inspector.index;

import io.adjourn.inspector.index.IndexEntry.Refused;
import io.adjourn.inspector.index.IndexEntry.Revised;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Rows of records that have their place and log time before them. */
final class StoredRows {
    private static final int HEAD = Integer.BYTES + 2 * Long.BYTES;

    private StoredRows() {}

    static byte[] of(Revised revised) {
        return row(revised.place(), revised.logTime(), revised.completion());
    }

    /** Without body and headers. */
    static byte[] of(Refused refused) {
        RejectedDelivery reject = RejectedDelivery.newBuilder(refused.reject())
                .setBody(ByteBuffer.allocate(0))
                .setHeaders(List.of())
                .build();
        return row(refused.place(), refused.logTime(), reject);
    }

    private static byte[] row(RecordPosition place, long logTime, SpecificRecord record) {
        byte[] avro = AvroRows.write(record);
        return ByteBuffer.allocate(HEAD + avro.length)
                .putInt(place.partition())
                .putLong(place.offset())
                .putLong(logTime)
                .put(avro)
                .array();
    }

    static Revised revised(byte[] row) {
        var head = ByteBuffer.wrap(row);
        return new Revised(
                new RecordPosition(head.getInt(), head.getLong()),
                head.getLong(),
                AvroRows.read(MeetingCompletion.class, MeetingCompletion.getClassSchema(), row, HEAD));
    }

    static Refused refused(byte[] row) {
        var head = ByteBuffer.wrap(row);
        return new Refused(
                new RecordPosition(head.getInt(), head.getLong()),
                head.getLong(),
                AvroRows.read(RejectedDelivery.class, RejectedDelivery.getClassSchema(), row, HEAD));
    }
}
