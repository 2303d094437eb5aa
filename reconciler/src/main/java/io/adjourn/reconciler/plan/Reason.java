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
    /** A link in its record ends while it is still wanted. */
    LINK,
    /** The vendor lists it, and no webhook ever said a word of it. */
    UNHEARD,
    /** The vendor says that it delivered a webhook of it, and nothing came. */
    UNDELIVERED
}
