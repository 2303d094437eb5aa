package io.adjourn.sinks.webhook;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What one record says to an endpoint. No two are the same, even if they say the same. */
final class WebhookMessage {
    private final String id;
    private final String lane;
    private final byte[] body;
    private final SinkRecord record;

    /**
     * Of a record.
     *
     * @param id the same however often it is sent: receivers know by it what they have
     * @param lane what has an order: the meeting's key
     * @param body the bytes that are signed and sent
     */
    WebhookMessage(String id, String lane, byte[] body, SinkRecord record) {
        this.id = id;
        this.lane = lane;
        this.body = body;
        this.record = record;
    }

    String id() {
        return id;
    }

    String lane() {
        return lane;
    }

    byte[] body() {
        return body;
    }

    SinkRecord record() {
        return record;
    }

    /** Its partition in the log, whatever transformations made of its topic's name. */
    TopicPartition partition() {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    long offset() {
        return record.originalKafkaOffset();
    }
}
