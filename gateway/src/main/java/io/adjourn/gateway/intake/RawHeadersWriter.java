package io.adjourn.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.Source;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.tracing.Traceparent;
import io.adjourn.vendors.Headers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** What is published beside a body. Of the sender's headers only those its vendor's adapter asked for, and the content type. */
final class RawHeadersWriter {
    /** A longer value is left out: no vendor sends one, and cut off it would be a lie. */
    static final int MAX_HEADER_BYTES = 1024;

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private RawHeadersWriter() {}

    static Map<String, String> of(
            Source source,
            Headers received,
            String verifiedBy,
            String delivery,
            Instant receivedAt,
            String traceparent) {
        Map<String, String> headers = new HashMap<>();
        source.vendor().keptHeaders().forEach(name -> keep(name, received, headers));
        keep(RawHeaders.CONTENT_TYPE, received, headers);
        headers.put(RawHeaders.SOURCE, source.name());
        headers.put(RawHeaders.VENDOR, source.vendor().id());
        headers.put(RawHeaders.DELIVERY_ID, delivery);
        headers.put(RawHeaders.RECEIVED_AT, MICROSECONDS.format(receivedAt));
        headers.put(RawHeaders.VERIFIED_BY, verifiedBy);
        headers.put(RawHeaders.TRACEPARENT, traceparent);
        String foreign = received.get(RawHeaders.TRACEPARENT);
        if (foreign != null && Traceparent.isOne(foreign)) {
            headers.put(RawHeaders.TRACE_LINK, foreign);
        }
        return headers;
    }

    private static void keep(String name, Headers received, Map<String, String> headers) {
        String value = received.get(name);
        if (value != null && value.getBytes(UTF_8).length <= MAX_HEADER_BYTES) {
            headers.put(name, value);
        }
    }
}
