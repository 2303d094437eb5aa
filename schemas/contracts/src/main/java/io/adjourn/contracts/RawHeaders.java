package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a raw record, apart from those the vendor's adapter asked to keep, which go by their own lower-case names.
 * Values are UTF-8. Never a secret, a signature or a token.
 */
public final class RawHeaders {
    /** The source that received the delivery. */
    public static final String SOURCE = "adjourn-source";

    /** The vendor whose delivery it is. */
    public static final String VENDOR = "adjourn-vendor";

    /** The id the gateway gave the delivery and answered with: a UUID, new for every request. */
    public static final String DELIVERY_ID = "adjourn-delivery-id";

    /** When the gateway received it: RFC 3339 in UTC with microseconds, such as 2026-02-27T07:11:51.863543Z. */
    public static final String RECEIVED_AT = "adjourn-received-at";

    /**
     * How the gateway verified it: the name of the vendor's scheme that proved it, such as {@code svix}, or {@code none} where its
     * source demands no proof. Absent on records of gateways before release 0.3.0. Never a secret or a signature.
     */
    public static final String VERIFIED_BY = "adjourn-verified-by";

    /** {@code true} where the delivery waited on the gateway's disk because Kafka did not take it; else absent. */
    public static final String SPOOLED = "adjourn-spooled";

    /** The request's content type, where it has one. */
    public static final String CONTENT_TYPE = "content-type";

    /** The W3C trace context that began at the gateway. */
    public static final String TRACEPARENT = "traceparent";

    /** The W3C trace context that its sender sent, where it did: not to be trusted, only to be linked to. */
    public static final String TRACE_LINK = "adjourn-trace-link";

    /**
     * The reject whose replay this is: topic, partition and offset, such as {@code meetings.rejected.v1/3/17}. Only on
     * records that were sent back from there; the other headers are those of the delivery that was rejected.
     */
    public static final String REPLAY_OF = "adjourn-replay-of";

    /**
     * Marks a record that is no delivery: it says up to which receipt time all that a gateway has accepted is in this log, or
     * {@value Watermark#CLOSED}. See {@link Watermark}.
     */
    public static final String WATERMARK = "adjourn-watermark";

    /** On watermarks: the gateway that speaks, by a name that outlives its process where its spool does. */
    public static final String GATEWAY = "adjourn-gateway";

    /** On watermarks: the gateway's host, for people. */
    public static final String GATEWAY_HOST = "adjourn-gateway-host";

    /** On watermarks: when it was made, by the gateway's clock. */
    public static final String SENT_AT = "adjourn-sent-at";

    /** Marks a record that is no delivery: an operator's, signed, that has a meeting's data deleted. See {@link Erasure}. */
    public static final String ERASE = "adjourn-erase";

    /** On erasures: who asked for it. */
    public static final String ERASE_BY = "adjourn-erase-by";

    /** On erasures: why, such as the number of a request. */
    public static final String ERASE_WHY = "adjourn-erase-why";

    /** On erasures: epoch and revision of the last record there was, with a slash between. */
    public static final String ERASE_AFTER = "adjourn-erase-after";

    /** Marks a record whose body is what a vendor's read API answered when it was asked, no webhook. See {@link Pulled}. */
    public static final String PULLED = "adjourn-pulled";

    private RawHeaders() {}

    /** The text of the last header of that name; null where there is none, or it has no value. */
    public static @Nullable String last(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    /** All of a record's headers as texts by their names: of two with one name the first, and none without a value. */
    public static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                texts.putIfAbsent(header.key(), new String(header.value(), UTF_8));
            }
        }
        return texts;
    }

    /** Makes that trace context the record's only one. */
    public static void replaceTraceparent(Headers headers, String traceparent) {
        headers.remove(TRACEPARENT);
        headers.add(TRACEPARENT, traceparent.getBytes(UTF_8));
    }
}
