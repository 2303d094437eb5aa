package io.adjourn.commands.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.commands.rejected.RejectedTopic.Entry;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Rejects to test with, of a source acme at MeetStream. */
public final class TestRejects {
    public static final Instant TIME = Instant.parse("2026-02-27T07:11:51.863Z");
    private static final String TOPIC = Topics.REJECTED.name();

    private TestRejects() {}

    /** A delivery that was rejected, with the headers it had from the gateway, then these. */
    public static RejectedDelivery delivery(RejectReason reason, byte[] body, RejectedHeader... more) {
        List<RejectedHeader> headers = Stream.concat(
                        Stream.of(
                                header(RawHeaders.SOURCE, "acme"),
                                header(RawHeaders.VENDOR, "meetstream"),
                                header(RawHeaders.DELIVERY_ID, "d-1"),
                                header(RawHeaders.RECEIVED_AT, "2026-02-27T07:11:51.800000Z"),
                                header(RawHeaders.TRACEPARENT, "00-1-2-01")),
                        Stream.of(more))
                .toList();
        return new RejectedDelivery(
                reason,
                "what is wrong",
                "normalize",
                "acme",
                "meetstream",
                ByteBuffer.wrap(body),
                headers,
                new RawCoordinates(Topics.RAW.name(), 1, 99L, "d-1"),
                "0.1.0");
    }

    public static RejectedHeader header(String key, String value) {
        return new RejectedHeader(key, ByteBuffer.wrap(value.getBytes(UTF_8)));
    }

    /** The delivery as it stands in the rejected topic. */
    public static Entry entry(int partition, long offset, String key, RejectedDelivery delivery) {
        var record = new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                TIME.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length(),
                0,
                key,
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return new Entry(Reject.of(record, delivery), delivery);
    }

    /** A reject that is nothing special. */
    public static Reject reject(int partition, long offset) {
        return entry(partition, offset, "acme/b-1", delivery(RejectReason.BAD_VALUE, new byte[] {'{', '}'}))
                .reject();
    }

    /** A reject of the replay of another. */
    public static Reject again(int partition, long offset, RejectId first) {
        return entry(
                        partition,
                        offset,
                        "acme/b-1",
                        delivery(
                                RejectReason.BAD_VALUE,
                                new byte[0],
                                header(RawHeaders.REPLAY_OF, first.header("meetings.rejected.v1"))))
                .reject();
    }
}
