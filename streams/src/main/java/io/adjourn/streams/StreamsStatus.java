package io.adjourn.streams;

import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/**
 * How the stream is.
 *
 * @param state Kafka Streams' own word for it; null before there is a stream
 * @param waitingFor what it waits for before there can be one, and then before it is warm
 * @param warmedUp whether its warm copies have caught up since its start, or have been waited for as long as they may: once so, always
 * @param failed whether the process is about to end, because a thread has died or it could not start
 */
record StreamsStatus(KafkaStreams.@Nullable State state, String waitingFor, boolean warmedUp, boolean failed) {

    /** Whether it may yet be of use: restoring and waiting are, for what is dead does not come back by itself. */
    boolean isAlive() {
        return !failed && state != State.ERROR && state != State.PENDING_ERROR;
    }

    /** Whether deliveries are worked on, and another instance may be stopped without a long restore here. */
    boolean isReady() {
        return isAlive() && state == State.RUNNING && warmedUp;
    }

    /** What a person who asks wants to know. */
    Map<String, Object> details() {
        if (state == null) {
            return Map.of("waitingFor", waitingFor);
        }
        return state == State.RUNNING && !warmedUp
                ? Map.of("state", state.name(), "waitingFor", waitingFor)
                : Map.of("state", state.name());
    }
}
