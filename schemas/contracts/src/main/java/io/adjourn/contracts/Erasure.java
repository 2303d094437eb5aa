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
 * What an operator says to have a meeting's data deleted: a record of the raw topic, so that it has its place among the meeting's
 * deliveries, and is folded like a vendor's deletion. It has the meeting's key, no body, and all it says in its headers: who asks for
 * it, when and why, never what is deleted. Signed with a secret of the installation, because whoever can write to the topic could
 * else delete anything.
 *
 * @param meeting its key, {@code {source}/{session}}
 * @param vendor whose meeting it is
 * @param request the id of the command's run, the same for all the meetings it names: a UUID
 * @param by who asks for it, as they call themselves
 * @param why such as the number of a request; one line of at most {@value #LONGEST_TEXT} characters, like {@code by}
 * @param at when it was asked for, by the operator's clock
 * @param epoch of the last record in the completions topic, 0 where there is none
 * @param revision of that record, 0 where there is none: where all else is forgotten, the next one counts on from it
 */
public record Erasure(
        String meeting, String vendor, String request, String by, String why, Instant at, int epoch, int revision) {
    /** What its event is called, where a vendor's has a name of the vendor. */
    public static final String TYPE = "adjourn.erasure";

    public static final int LONGEST_TEXT = 200;
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1," + LONGEST_TEXT + "}");
    private static final String VERSION = "v1=";

    /**
     * Checks its texts.
     *
     * @throws IllegalArgumentException if one of them cannot be; the message is one line for people
     */
    public Erasure {
        if (!TEXT.matcher(by).matches() || !TEXT.matcher(why).matches()) {
            throw new IllegalArgumentException(
                    "who asks, and why, must each be one line of 1 to " + LONGEST_TEXT + " printable characters");
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** As a record of the raw topic. */
    public ProducerRecord<String, byte[]> toRecord(Topic raw, ErasureSecrets secrets) {
        var record = new ProducerRecord<>(raw.name(), meeting, new byte[0]);
        Headers headers = record.headers();
        add(headers, RawHeaders.SOURCE, MeetingKey.sourceOf(meeting));
        add(headers, RawHeaders.VENDOR, vendor);
        add(headers, RawHeaders.DELIVERY_ID, request);
        add(headers, RawHeaders.RECEIVED_AT, at.toString());
        add(headers, RawHeaders.ERASE_BY, by);
        add(headers, RawHeaders.ERASE_WHY, why);
        add(headers, RawHeaders.ERASE_AFTER, epoch + "/" + revision);
        add(headers, RawHeaders.ERASE, VERSION + secrets.sign(signed()));
        return record;
    }

    private String signed() {
        return String.join(
                "\n",
                "adjourn erasure",
                meeting,
                vendor,
                request,
                at.toString(),
                by,
                why,
                Integer.toString(epoch),
                Integer.toString(revision));
    }

    /** Whether the record is marked as one: then it is no delivery. */
    public static boolean marks(Headers headers) {
        return headers.lastHeader(RawHeaders.ERASE) != null;
    }

    /**
     * What a record that is marked as one says; empty where it cannot be read, or none of the secrets signed it.
     *
     * @param key the record's
     */
    public static Optional<Erasure> of(String key, Headers headers, ErasureSecrets secrets) {
        String signature = RawHeaders.last(headers, RawHeaders.ERASE);
        String vendor = RawHeaders.last(headers, RawHeaders.VENDOR);
        String request = RawHeaders.last(headers, RawHeaders.DELIVERY_ID);
        String at = RawHeaders.last(headers, RawHeaders.RECEIVED_AT);
        String by = RawHeaders.last(headers, RawHeaders.ERASE_BY);
        String why = RawHeaders.last(headers, RawHeaders.ERASE_WHY);
        String after = RawHeaders.last(headers, RawHeaders.ERASE_AFTER);
        if (signature == null
                || !signature.startsWith(VERSION)
                || vendor == null
                || request == null
                || at == null
                || by == null
                || why == null
                || after == null
                || after.indexOf('/') < 0) {
            return Optional.empty();
        }
        try {
            int slash = after.indexOf('/');
            var erasure = new Erasure(
                    key,
                    vendor,
                    request,
                    by,
                    why,
                    Instant.parse(at),
                    Integer.parseInt(after.substring(0, slash)),
                    Integer.parseInt(after.substring(slash + 1)));
            return secrets.signed(erasure.signed(), signature.substring(VERSION.length()))
                    ? Optional.of(erasure)
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
