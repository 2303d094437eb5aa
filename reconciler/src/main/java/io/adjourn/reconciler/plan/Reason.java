package io.adjourn.reconciler.plan;

/** Why a vendor is asked about a meeting. */
public enum Reason {
    /** It is open, and closes soon with what it has. */
    DEADLINE,
    /** Its record lacks an artifact that was expected. */
    PARTIAL,
    /** Its record knows of no end. */
    TIMED_OUT,
    /** Its record does not know what was captured. */
    UNCONFIRMED,
    /** Its record says of an artifact, or of its end, what nothing told: it follows from the rest of what is known. */
    INFERRED,
    /** Its record is of a failure, after which the bot may have tried again, or left something. */
    FAILED,
    /** A link in its record ends while it is still wanted. */
    LINK,
    /** The vendor lists it, and no webhook ever said a word of it. */
    UNHEARD,
    /** The vendor says that it delivered a webhook of it, and nothing came. */
    UNDELIVERED;

    /** Whether nothing is wanted any more once the vendor has told all that there is. */
    boolean isOverWithAnAnswer() {
        return switch (this) {
            case DEADLINE, LINK, UNHEARD, UNDELIVERED -> true;
            case PARTIAL, TIMED_OUT, UNCONFIRMED, INFERRED, FAILED -> false;
        };
    }

    /** Whether the vendor's answer is the last word, though the record may say the same after it. */
    boolean isSettledByAnAnswer() {
        return this == INFERRED || this == FAILED;
    }
}
