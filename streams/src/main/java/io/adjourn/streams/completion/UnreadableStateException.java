package io.adjourn.streams.completion;

/**
 * What is kept of a meeting cannot be read. The message says why in one line, for the operator, and quotes nothing of the state.
 * It costs that meeting, and no other.
 */
@SuppressWarnings("serial")
public final class UnreadableStateException extends Exception {
    UnreadableStateException(String why) {
        super(why);
    }

    UnreadableStateException(String why, Exception cause) {
        super(why, cause);
    }
}
