package io.adjourn.streams.encode;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.vendors.IsoTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a record's headers say of it, by CloudEvents 1.0 in Kafka's binary mode: {@code ce_source} is the endpoint's path,
 * {@code ce_type} the topic's name under {@code io.adjourn}, {@code ce_subject} the record's key.
 *
 * @param topic of the catalogue: what an event is does not depend on what an installation calls its topics
 * @param trace the W3C trace context its delivery began with; null without one
 */
record CloudEvent(
        String id,
        String source,
        Topic topic,
        Instant time,
        String subject,
        @Nullable String trace) {

    Headers headers() {
        var headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_source", "/webhooks/" + source);
        add(headers, "ce_type", "io.adjourn." + topic.name());
        add(headers, "ce_time", IsoTime.write(time));
        add(headers, "ce_subject", subject);
        if (trace != null) {
            add(headers, RawHeaders.TRACEPARENT, trace);
        }
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
