package io.adjourn.spool;

import java.nio.file.Path;
import java.util.Optional;

/** What happens in a spool that somebody should see or count. */
public sealed interface SpoolEvent {

    /**
     * A group of records is on the disk.
     *
     * @param nanos how long that took
     */
    record Written(long nanos) implements SpoolEvent {}

    /**
     * Acknowledged records cannot be read any more: they are lost, the others are delivered.
     *
     * @param file the segment
     * @param from the first damaged byte
     * @param bytes how many they are
     * @param records how many records are lost, at least 1
     * @param copy where the bytes are set aside, empty if that failed: then the whole file is, once the rest is delivered
     */
    record Damaged(Path file, long from, long bytes, long records, Optional<Path> copy) implements SpoolEvent {}

    /**
     * The last write before a crash was never finished. Nothing in it was acknowledged.
     *
     * @param file the segment
     * @param from the first byte of it
     * @param bytes how many they are
     * @param copy where the bytes are set aside, empty if that failed: then the whole file is, once the rest is delivered
     */
    record Torn(Path file, long from, long bytes, Optional<Path> copy) implements SpoolEvent {}

    /**
     * A segment was removed by somebody else.
     *
     * @param file the segment
     * @param records how many records are lost
     */
    record Gone(Path file, long records) implements SpoolEvent {}

    /**
     * A segment cannot be read just now; it is tried again, and the others are read meanwhile.
     *
     * @param file the segment
     * @param why for the log
     */
    record Unreadable(Path file, String why) implements SpoolEvent {}

    /**
     * Records were found at the start that are delivered already.
     *
     * @param file the segment
     * @param records how many
     */
    record AlreadyDelivered(Path file, long records) implements SpoolEvent {}

    /**
     * What was found at the start is being read.
     *
     * @param bytes so far
     * @param total how many there are
     */
    record Reading(long bytes, long total) implements SpoolEvent {}

    /**
     * All that was found at the start has been read.
     *
     * @param records of it that wait for their delivery
     * @param bytes on the disk
     */
    record Read(long records, long bytes) implements SpoolEvent {}

    /**
     * Something in the directory was lost and has been made again.
     *
     * @param file what it is
     */
    record Restored(Path file) implements SpoolEvent {}
}
