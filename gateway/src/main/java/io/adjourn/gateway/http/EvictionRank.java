package io.adjourn.gateway.http;

/** What would be lost with a connection if it were closed now; {@link Connections} says which goes first. */
enum EvictionRank {
    /** It waits for a request and has never brought a delivery that was accepted. */
    STRANGER,
    /** It waits for a request and has brought a delivery that was accepted. */
    KNOWN,
    /** It is new, or a part of its request is missing. */
    RECEIVING,
    /** A request has arrived as a whole and is being answered. Never closed for lack of room. */
    ANSWERING
}
