package io.adjourn.inspector.view;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/** A delivery's body and headers, as they stand in Kafka. */
public sealed interface RawDelivery {

    /**
     * It is there.
     *
     * @param key of its record
     * @param body as text, with what is personal masked unless shown whole; where it is no UTF-8, unreadable bytes are replaced
     * @param headers those that are kept beside it; never a signature or a secret
     * @param masked whether something is hidden
     * @param curl a command that sends it to a gateway, unsigned; empty where it is masked
     * @param request what {@code ./adjourn verify --request FILE} reads; empty where it is masked
     */
    @Serdeable
    record Found(
            Coordinates raw,
            String key,
            String body,
            Map<String, String> headers,
            boolean masked,
            String curl,
            String request)
            implements RawDelivery {
        public Found {
            headers = Map.copyOf(headers);
        }
    }

    /** The topic does not keep it any more, or the meeting's data was deleted. */
    record Gone(String why) implements RawDelivery {}

    /** Kafka could not be asked. */
    record Unavailable(String why) implements RawDelivery {}
}
