package io.adjourn.gateway.publish;

import io.adjourn.contracts.Causes;

/** Kafka's errors in one line: what is at the bottom of them says what is wrong. */
final class KafkaErrorText {
    private KafkaErrorText() {}

    static String of(Throwable error) {
        return Causes.explained(error).orElseGet(() -> {
            Throwable root = root(error);
            return root.getClass().getSimpleName() + ": " + root.getMessage();
        });
    }

    static Throwable root(Throwable error) {
        return Causes.root(error);
    }
}
