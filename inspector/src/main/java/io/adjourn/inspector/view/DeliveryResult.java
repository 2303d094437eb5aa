package io.adjourn.inspector.view;

/** What became of a delivery: in the end exactly one of these, but for the first. */
public enum DeliveryResult {
    /** It is stored, and streams has said nothing of it yet. */
    PENDING,
    /** It became at least one new event. */
    NORMALIZED,
    /** All it says was known already. */
    DUPLICATE,
    /** It could not be read. */
    REJECTED,
    /** It has nothing to tell, and rightly so, such as an endpoint challenge. */
    IGNORED
}
