package io.adjourn.streams.encode;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.vendors.IsoTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a record's headers say of it, by CloudEvents 1.0 in Kafka's binary mode (ADR 35): enough to route it without reading its
 * value. An attribute without a value is absent, for CloudEvents has no empty ones.
 *
 * @param source the configured source; null where it is not known
 * @param type what it tells
 * @param subject the record's key; empty where it has none
 * @param routing what records are chosen by beside their type
 * @param trace the W3C trace context its delivery began with; null without one
 */
record CloudEvent(
        String id,
        @Nullable String source,
        EventType type,
        Instant time,
        String subject,
        Routing routing,
        @Nullable String trace) {

    /**
     * Avro's media type in the binding's own example. That five bytes of Confluent's wire format stand before the Avro, no registered
     * type says; {@code ce_dataschema} has the id that is in them.
     */
    private static final String AVRO = "application/avro";

    private static final String UNKNOWN_SOURCE = "unknown";

    /**
     * The extension attributes. CloudEvents means something else by {@code source}, so ours has the name {@code sourcename}.
     *
     * @param vendor null where it is not known
     * @param state the bot's state; null where the record tells none
     * @param outcome of a completion; null elsewhere
     * @param revision of a completion; null elsewhere
     */
    record Routing(
            @Nullable String vendor,
            @Nullable String state,
            @Nullable String outcome,
            @Nullable Integer revision) {

        static Routing of(@Nullable String vendor) {
            return new Routing(vendor, null, null, null);
        }
    }

    /**
     * The headers of a record with a value.
     *
     * @param schema the address of the value's schema
     */
    Headers headers(String schema) {
        Headers headers = headers();
        add(headers, RawHeaders.CONTENT_TYPE, AVRO);
        add(headers, "ce_dataschema", schema);
        return headers;
    }

    /** The headers of a record without a value: an event without data. */
    Headers headers() {
        var headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_source", "/webhooks/" + (source == null ? UNKNOWN_SOURCE : source));
        add(headers, "ce_type", type.text());
        add(headers, "ce_time", IsoTime.write(time));
        add(headers, "ce_subject", subject.isEmpty() ? null : subject);
        add(headers, "ce_sourcename", source);
        add(headers, "ce_vendor", routing.vendor());
        add(headers, "ce_state", routing.state());
        add(headers, "ce_outcome", routing.outcome());
        add(headers, "ce_revision", routing.revision() == null ? null : Integer.toString(routing.revision()));
        add(headers, RawHeaders.TRACEPARENT, trace);
        return headers;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
