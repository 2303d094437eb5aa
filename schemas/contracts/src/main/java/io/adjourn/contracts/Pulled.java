package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Where an answer of a vendor's read API comes from. Answers go the way of deliveries: a record of the raw topic with the meeting's
 * key and the answer's bytes, which {@value RawHeaders#PULLED} tells from a webhook.
 *
 * @param endpoint which of the vendor's questions it answers, by the name that the vendor's adapter gives it: {@code [a-z0-9-]{1,40}}
 * @param askedAt when it was asked, by the clock of who asked, to the microsecond
 */
public record Pulled(String endpoint, Instant askedAt) {
    private static final Pattern ENDPOINT = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks the endpoint.
     *
     * @throws IllegalArgumentException if it is no name
     */
    public Pulled {
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw new IllegalArgumentException("no name of an endpoint: use 1 to 40 of a-z, 0-9 and '-'");
        }
        askedAt = askedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The answer as a record of the raw topic.
     *
     * @param meeting its key, {@code {source}/{session}}
     * @param vendor the vendor's id
     * @param deliveryId a UUID, new for every answer
     * @param contentType as the answer says, for people
     * @param body the answer's bytes
     * @param receivedAt when it was read
     */
    public ProducerRecord<String, byte[]> toRecord(
            Topic raw,
            String meeting,
            String vendor,
            String deliveryId,
            String contentType,
            byte[] body,
            Instant receivedAt) {
        var record = new ProducerRecord<>(raw.name(), meeting, body);
        Headers headers = record.headers();
        add(headers, RawHeaders.SOURCE, MeetingKey.sourceOf(meeting));
        add(headers, RawHeaders.VENDOR, vendor);
        add(headers, RawHeaders.DELIVERY_ID, deliveryId);
        add(
                headers,
                RawHeaders.RECEIVED_AT,
                receivedAt.truncatedTo(ChronoUnit.MICROS).toString());
        add(headers, RawHeaders.CONTENT_TYPE, contentType);
        add(headers, RawHeaders.PULLED, endpoint + " " + askedAt);
        return record;
    }

    /** Whether the record is marked as an answer. */
    public static boolean marks(Headers headers) {
        return headers.lastHeader(RawHeaders.PULLED) != null;
    }

    /** What a record that is marked as an answer says of where it comes from; empty where that cannot be read. */
    public static Optional<Pulled> of(Headers headers) {
        String text = RawHeaders.last(headers, RawHeaders.PULLED);
        int space = text == null ? -1 : text.indexOf(' ');
        if (text == null || space < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Pulled(text.substring(0, space), Instant.parse(text.substring(space + 1))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
