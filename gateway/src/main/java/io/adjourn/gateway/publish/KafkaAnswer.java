package io.adjourn.gateway.publish;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** What Kafka says to a record. */
sealed interface KafkaAnswer {

    /** Every in-sync replica has it. */
    record Acknowledged() implements KafkaAnswer {}

    /** It takes others, and not this one as the topic is set up. */
    record Refused(String why) implements KafkaAnswer {}

    /** The producer has no room for it just now; of Kafka that says nothing. */
    record Busy(String why) implements KafkaAnswer {}

    /**
     * It takes none, as far as this one tells.
     *
     * @param forGood whether that stays so until the clients are made anew
     */
    record Away(String why, boolean forGood) implements KafkaAnswer {}

    /** The answer that an error of the producer is. */
    static KafkaAnswer of(Throwable error) {
        String why = Reason.of(error);
        return switch (Reason.root(error)) {
            case RecordTooLargeException _, RecordBatchTooLargeException _, InvalidRecordException _ ->
                new Refused(why);
            case InvalidTimestampException _ -> new Refused(why);
            case BufferExhaustedException _ -> new Busy(why);
            // The producer is closed: the gateway stops, or its clients are being made anew.
            case RetriableException _, IllegalStateException _ -> new Away(why, false);
            default -> new Away(why, true);
        };
    }
}
