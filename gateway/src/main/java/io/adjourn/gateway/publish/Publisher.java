package io.adjourn.gateway.publish;

/** Stores deliveries. Thread-safe. */
public interface Publisher {

    /** Stores the record and says what came of it, within the publish deadline. Never throws. */
    Publication publish(RawRecord rawRecord);
}
