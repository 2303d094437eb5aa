package io.adjourn.reconciler.plan;

import io.adjourn.vendors.SentDelivery;

/** Is told what happens, to count and to log it. */
public interface Watcher {
    void asked(String source, String vendor, String endpoint);

    void answered(String source, String vendor, String endpoint, RequestResult answer);

    /**
     * A vendor's list was read.
     *
     * @param bots how many it had
     * @param unheard how many of them no webhook ever told of
     */
    void listed(String source, String vendor, int bots, int unheard);

    /** A record that was asked about is whole now. */
    void repaired(String source, String vendor, Reason reason);

    /** The vendor says that it delivered this webhook, and it is not in the raw topic. */
    void undelivered(String source, String vendor, SentDelivery sent);
}
