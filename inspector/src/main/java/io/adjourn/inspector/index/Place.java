package io.adjourn.inspector.index;

/** Where a record stands in a topic that is known from the context. */
public record Place(int partition, long offset) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        return partition == other.partition
                ? Long.compare(offset, other.offset)
                : Integer.compare(partition, other.partition);
    }
}
