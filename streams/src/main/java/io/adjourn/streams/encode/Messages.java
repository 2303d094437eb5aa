package io.adjourn.streams.encode;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import io.adjourn.streams.completion.EventId;
import io.adjourn.streams.normalize.RawDelivery;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes what is to be sent: each record's bytes and headers. */
public final class Messages {
    private final WireFormat wireFormat;
    private final String appVersion;

    /** @param appVersion the version that rejects are signed with */
    public Messages(WireFormat wireFormat, String appVersion) {
        this.wireFormat = wireFormat;
        this.appVersion = appVersion;
    }

    /** The event as a record of its topic, without its content where the record would be larger than the topic allows. */
    public Message event(Facts facts, Event event, EventId id) {
        Topic topic = EventRecords.topicOf(event);
        String key = facts.raw().key();
        String trace = facts.raw().headers().get(RawHeaders.TRACEPARENT);
        var about = new CloudEvent(
                id.hex(), facts.source(), topic, event.said().time().at(), key, trace);
        Message whole = message(about, key, EventRecords.of(facts, event, id));
        // The raw record, whose coordinates it has, still holds the content.
        return whole.isTooLarge() && event instanceof Artifact artifact
                ? message(about, key, EventRecords.of(facts, artifact.withoutContent(), id))
                : whole;
    }

    /** The completion as a record of its topic, keyed by meeting. */
    public Message completion(MeetingCompletion completion) {
        String key = completion.getMeetingId();
        var about = new CloudEvent(
                completion.getEventId(),
                completion.getSource(),
                Topics.COMPLETIONS,
                completion.getOccurredAt(),
                key,
                null);
        return message(about, key, completion);
    }

    /** Deletes a meeting's record from its topic. */
    public Message tombstone(String key) {
        return new Message(wireFormat.topics().completions(), key, null, new RecordHeaders());
    }

    /**
     * The delivery as a record of the topic of rejects, with its body and headers as they were received.
     *
     * @param step the step that refused it
     */
    public Message rejected(RawDelivery raw, RejectReason reason, String detail, String step) {
        var place = raw.coordinates();
        var about = new CloudEvent(
                place.getTopic() + "/" + place.getPartition() + "/" + place.getOffset(),
                raw.source().orElse("unknown"),
                Topics.REJECTED,
                Instant.ofEpochMilli(raw.logTime()),
                raw.key(),
                raw.headers().get(RawHeaders.TRACEPARENT));
        var rejected = new RejectedDelivery(
                reason,
                detail,
                step,
                raw.source().orElse(null),
                raw.vendor().orElse(null),
                ByteBuffer.wrap(raw.body()),
                headersOf(raw),
                place,
                appVersion);
        return message(about, raw.key(), rejected);
    }

    private Message message(CloudEvent about, String key, SpecificRecord value) {
        Topic topic = wireFormat.topics().of(about.topic());
        return new Message(topic, key, wireFormat.write(topic, value), about.headers());
    }

    private static List<RejectedHeader> headersOf(RawDelivery raw) {
        var headers = new ArrayList<RejectedHeader>();
        for (Header header : raw.kafkaHeaders()) {
            byte[] value = header.value();
            headers.add(new RejectedHeader(header.key(), value == null ? null : ByteBuffer.wrap(value)));
        }
        return headers;
    }
}
