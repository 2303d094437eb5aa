package io.adjourn.inspector.index;

/** Where a record stands in a topic that is known from the context. */
public record RecordPosition(int partition, long offset) implements Comparable<RecordPosition> {
    @Override
    public int compareTo(RecordPosition other) {
        return partition == other.partition
                ? Long.compare(offset, other.offset)
                : Integer.compare(partition, other.partition);
    }
}
