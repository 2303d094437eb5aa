package io.adjourn.vendors.verify;

/** Whether a request's proof holds. */
public sealed interface Verdict {

    /** It does, by the named scheme. */
    record Accepted(String scheme) implements Verdict {}

    /**
     * It does not.
     *
     * @param detail what is wrong, for the sender: names headers, never a secret nor an expected signature
     */
    record Refused(Reason reason, String detail) implements Verdict {}

    /** Why a proof does not hold; its lower-case name is a metric tag. */
    enum Reason {
        /** There is none. */
        MISSING,
        /** It cannot be read. */
        MALFORMED,
        /** It was made with another secret or for other bytes. */
        MISMATCH,
        /** It is older or younger than the scheme's window. */
        STALE
    }
}
