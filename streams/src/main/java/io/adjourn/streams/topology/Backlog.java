package io.adjourn.streams.topology;

/** What of the raw topic waits to be read. Asked by several threads. */
@FunctionalInterface
public interface Backlog {

    /**
     * Whether all that the raw partition holds has been fetched, as far as is known: after a start nothing is, until Kafka has
     * answered. Until then the wall clock says nothing about the meetings in it, whose news may be waiting.
     */
    boolean isRead(int partition);
}
