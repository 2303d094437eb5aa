package io.adjourn.gateway.publish;

/** Kafka's errors in one line: what is at the bottom of them says what is wrong. */
final class Reason {
    private Reason() {}

    static String of(Throwable error) {
        Throwable root = root(error);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
