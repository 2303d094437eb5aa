package io.adjourn.gateway.publish;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** What came of sending a record to Kafka. */
sealed interface SendResult {

    /** Every in-sync replica has it. */
    record Acknowledged() implements SendResult {}

    /** Kafka takes others, and not this one as the topic is set up. */
    record Refused(String why) implements SendResult {}

    /** The producer has no room for it just now, which says nothing about Kafka. */
    record Busy(String why) implements SendResult {}

    /**
     * Kafka did not take it in time, or not at all.
     *
     * @param fatal whether that stays so until there are new clients
     */
    record Unavailable(String why, boolean fatal) implements SendResult {}

    /** The result that an error of the producer stands for. */
    static SendResult of(Throwable error) {
        String why = KafkaErrorText.of(error);
        return switch (KafkaErrorText.root(error)) {
            case RecordTooLargeException _, RecordBatchTooLargeException _, InvalidRecordException _ ->
                new Refused(why);
            case InvalidTimestampException _ -> new Refused(why);
            case BufferExhaustedException _ -> new Busy(why);
            // The producer is closed: the gateway stops, or its clients are being replaced.
            case RetriableException _, IllegalStateException _ -> new Unavailable(why, false);
            default -> new Unavailable(why, true);
        };
    }
}
