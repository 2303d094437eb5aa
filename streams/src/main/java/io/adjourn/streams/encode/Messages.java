package io.adjourn.streams.encode;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import io.adjourn.streams.completion.EventId;
import io.adjourn.streams.completion.Waiting;
import io.adjourn.streams.encode.CloudEvent.Routing;
import io.adjourn.streams.normalize.RawDelivery;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.StateChange;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Writes what is to be sent: each record's bytes and headers. */
public final class Messages {
    /** What names of sources and vendors are made of. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    private final WireFormat wireFormat;
    private final String schemas;
    private final String appVersion;

    /**
     * @param schemas what the addresses of schemas begin with, before their ids
     * @param appVersion the version that rejects are signed with
     */
    public Messages(WireFormat wireFormat, String schemas, String appVersion) {
        this.wireFormat = wireFormat;
        this.schemas = schemas;
        this.appVersion = appVersion;
    }

    /** The event as a record of its topic, without its content where the record would be larger than the topic allows. */
    public Message event(Facts facts, Event event, EventId id) {
        Topic topic = EventRecords.topicOf(event);
        String key = facts.raw().key();
        String trace = facts.raw().headers().get(RawHeaders.TRACEPARENT);
        var about = new CloudEvent(
                id.hex(),
                facts.source(),
                EventType.of(event),
                event.said().time().at(),
                key,
                new Routing(
                        facts.vendor().id(),
                        event instanceof StateChange change ? known(change.state()) : null,
                        null,
                        null),
                trace);
        Message whole = message(topic, about, key, EventRecords.of(facts, event, id));
        // The raw record, whose coordinates it has, still holds the content.
        return whole.isTooLarge() && event instanceof Artifact artifact
                ? message(topic, about, key, EventRecords.of(facts, artifact.withoutContent(), id))
                : whole;
    }

    /** The completion as a record of its topic, keyed by meeting. */
    public Message completion(MeetingCompletion completion) {
        String key = completion.getMeetingId();
        Outcome outcome = completion.getOutcome();
        var about = new CloudEvent(
                completion.getEventId(),
                completion.getSource(),
                EventType.of(completion),
                completion.getOccurredAt(),
                key,
                new Routing(
                        completion.getVendor(),
                        known(completion.getState()),
                        outcome == Outcome.UNKNOWN ? null : outcome.name(),
                        completion.getRevision()),
                null);
        return message(Topics.COMPLETIONS, about, key, completion);
    }

    /**
     * Deletes a meeting's record from its topic.
     *
     * @param at the log time at which it is due, in milliseconds
     */
    public Message tombstone(String key, String vendor, long at) {
        var about = new CloudEvent(
                EventId.ofTombstone(key, at).hex(),
                MeetingKey.sourceOf(key),
                EventType.TOMBSTONE,
                Instant.ofEpochMilli(at),
                key,
                Routing.of(vendor),
                null);
        return new Message(wireFormat.topics().completions(), key, null, about.headers());
    }

    /** What an open meeting waits for as a record of its topic, keyed by meeting. */
    public Message open(String key, Waiting waiting) {
        OpenMeeting open = waiting.toRecord(key);
        var about = new CloudEvent(
                EventId.ofWaiting(key, waiting, waiting.lastNews()).hex(),
                open.getSource(),
                EventType.of(open.getWaitingFor()),
                open.getLastNewsAt(),
                key,
                new Routing(waiting.vendor(), known(open.getState()), null, open.getRevision()),
                null);
        return message(Topics.OPEN, about, key, open);
    }

    /**
     * Takes a meeting out of the topic of open ones.
     *
     * @param at the log time at which it closed, in milliseconds
     */
    public Message notOpen(String key, String vendor, long at) {
        var about = new CloudEvent(
                EventId.ofWaiting(key, null, at).hex(),
                MeetingKey.sourceOf(key),
                EventType.NOT_OPEN,
                Instant.ofEpochMilli(at),
                key,
                Routing.of(vendor),
                null);
        return new Message(wireFormat.topics().open(), key, null, about.headers());
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
                named(raw.source()),
                EventType.of(reason),
                Instant.ofEpochMilli(raw.logTime()),
                raw.key(),
                Routing.of(named(raw.vendor())),
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
        return message(Topics.REJECTED, about, raw.key(), rejected);
    }

    /** @param topic of the catalogue: what an event is does not depend on what an installation calls its topics */
    private Message message(Topic topic, CloudEvent about, String key, SpecificRecord value) {
        Topic installed = wireFormat.topics().of(topic);
        String schema = schemas + wireFormat.schemaId(installed);
        return new Message(installed, key, wireFormat.write(installed, value), about.headers(schema));
    }

    private static @Nullable String known(BotState state) {
        return state == BotState.UNKNOWN ? null : state.name();
    }

    /** A rejected record may come from anybody who can write to the raw topic: what is no name is no attribute. */
    private static @Nullable String named(Optional<String> name) {
        return name.filter(NAME.asMatchPredicate()).orElse(null);
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
