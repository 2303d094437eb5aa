package io.adjourn.streams.encode;

import io.adjourn.contracts.Topic;
import io.adjourn.meetings.v1.MeetingCompletion;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record ready to be sent. Everything about it is decided, so that sending it cannot fail for its own sake.
 *
 * @param value null to delete what the topic holds under the key
 */
@SuppressWarnings("ArrayRecordComponent") // The value is written once and sent; messages are never compared.
public record Message(Topic topic, String key, byte @Nullable [] value, Headers headers) {
    /** What a batch, a record and their length fields may add: more than Kafka's upper bound of 61 + 21 and some. */
    private static final int OVERHEAD = 512;

    private static final int HEADER_OVERHEAD = 10;

    /** Whether it says what a whole meeting came to, and not what one delivery tells. */
    public boolean restsOnMeeting() {
        return topic.value() instanceof Topic.Avro(var schema)
                && schema.getFullName()
                        .equals(MeetingCompletion.getClassSchema().getFullName());
    }

    /** Whether the topic would refuse it: found here, because no error handler can save such a record later. */
    public boolean isTooLarge() {
        return size() > topic.maxMessageBytes();
    }

    /** In bytes, as the broker counts them: never less than the record takes in a batch of its own. */
    public int size() {
        int size = OVERHEAD + 3 * key.length() + (value == null ? 0 : value.length);
        for (Header header : headers) {
            size += HEADER_OVERHEAD + header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}
