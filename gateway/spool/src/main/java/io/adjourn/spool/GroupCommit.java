package io.adjourn.spool;

import io.adjourn.spool.Spool.Appended;
import io.adjourn.spool.Spool.Kept;
import io.adjourn.spool.Spool.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Many threads append, one writes: a thread that comes while others are written waits for the next write, and one fsync serves them all.
 *
 * <p>Bounded in bytes and in time. What has waited too long is not written any more, unless the disk has it already in its hands:
 * then it may be kept although it was refused. While a write is out for long, the disk is taken to hang, and new ones are refused
 * at once.
 */
final class GroupCommit {
    private static final int LARGEST_GROUP = 1024;
    /** So few that writing them takes a slow disk well under {@link #HANGS}. */
    private static final long GROUP_BYTES = 8L * 1024 * 1024;
    /** What {@code gateway.in-flight.max-bytes} lets wait by default, each byte counted once. */
    private static final long QUEUE_BYTES = 128L * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration HANGS = Duration.ofSeconds(1);

    private static final String HUNG =
            "the disk is not responding: no write has finished for more than " + HANGS.toSeconds() + " s";

    private final SegmentLog log;
    private final Thread writer =
            Thread.ofPlatform().name("spool-writer").daemon().unstarted(this::write);

    private final Set<Waiting> queue = new LinkedHashSet<>();
    private long queuedBytes;
    private boolean closing;

    private volatile Write write = Write.NONE;
    private volatile Refusal lastRefusal = Refusal.NONE;

    GroupCommit(SegmentLog log) {
        this.log = log;
    }

    /** A record to be kept; if it is there already and only moves, also where there is no room. Each equals itself only. */
    private static final class Waiting {
        final ByteBuffer batch;
        final boolean moves;
        final CompletableFuture<Appended> appended = new CompletableFuture<>();

        Waiting(ByteBuffer batch, boolean moves) {
            this.batch = batch;
            this.moves = moves;
        }
    }

    /** A write that is out, and since when by {@link System#nanoTime}. */
    private record Write(boolean out, long since) {
        static final Write NONE = new Write(false, 0);

        boolean hangs() {
            return out && System.nanoTime() - since > HANGS.toNanos();
        }
    }

    /** When a record was last refused, by {@link System#nanoTime}, and why. */
    private record Refusal(@Nullable String why, long nanoTime) {
        static final Refusal NONE = new Refusal(null, 0);
    }

    void start() {
        writer.start();
    }

    /** Whether what is appended is written. */
    boolean isAlive() {
        return writer.isAlive();
    }

    /** Keeps the record: returns when it is on the disk, or cannot be. */
    Appended append(ByteBuffer batch) throws InterruptedException {
        return append(List.of(new Waiting(batch, false))).getFirst();
    }

    /** Keeps once more what is there already, behind all others; whether all of it is kept. */
    boolean move(List<ByteBuffer> batches) throws InterruptedException {
        return append(batches.stream().map(batch -> new Waiting(batch, true)).toList()).stream()
                .allMatch(Kept.class::isInstance);
    }

    private List<Appended> append(List<Waiting> records) throws InterruptedException {
        Optional<Refused> refused = enqueue(records);
        if (refused.isPresent()) {
            return List.of(refused.get());
        }
        long due = System.nanoTime() + PATIENCE.toNanos();
        var all = new ArrayList<Appended>();
        for (Waiting record : records) {
            all.add(await(record, due));
        }
        return all;
    }

    private Optional<Refused> enqueue(List<Waiting> records) {
        long bytes =
                records.stream().mapToLong(record -> record.batch.remaining()).sum();
        if (write.hangs()) {
            return Optional.of(refused(HUNG));
        }
        synchronized (queue) {
            if (closing) {
                return Optional.of(new Refused("the spool is closed"));
            }
            if (!queue.isEmpty() && queuedBytes + bytes > QUEUE_BYTES) {
                return Optional.of(refused("the disk is too slow: " + queuedBytes + " bytes are waiting for it"));
            }
            queue.addAll(records);
            queuedBytes += bytes;
            queue.notifyAll();
            return Optional.empty();
        }
    }

    private Appended await(Waiting record, long due) throws InterruptedException {
        try {
            while (true) {
                long left = due - System.nanoTime();
                try {
                    return record.appended.get(Math.min(left, HANGS.toNanos()), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (write.hangs() && withdraw(record)) {
                        return refused(HUNG);
                    }
                    if (left <= HANGS.toNanos()) {
                        return giveUp(record);
                    }
                }
            }
        } catch (InterruptedException e) {
            withdraw(record);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an append never fails, it is refused", e);
        }
    }

    private Appended giveUp(Waiting record) {
        boolean withdrawn = withdraw(record);
        String why = "the disk did not write within " + PATIENCE.toSeconds() + " s";
        return record.appended.getNow(refused(withdrawn ? why : why + "; the delivery may be stored nevertheless"));
    }

    /** Whether it was still waiting, and now is not. */
    private boolean withdraw(Waiting record) {
        synchronized (queue) {
            boolean waited = queue.remove(record);
            queuedBytes -= waited ? record.batch.remaining() : 0;
            return waited;
        }
    }

    /** Why a record was refused, if one was so lately. */
    Optional<String> trouble(Duration lately) {
        Refusal last = lastRefusal;
        boolean late = System.nanoTime() - last.nanoTime() < lately.toNanos();
        return late ? Optional.ofNullable(last.why()) : Optional.empty();
    }

    /** Writes what waits, unless the disk hangs. */
    void close() {
        synchronized (queue) {
            closing = true;
            queue.notifyAll();
        }
        try {
            writer.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        for (List<Waiting> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            write = new Write(true, System.nanoTime());
            Appended outcome;
            try {
                keep(group);
                outcome = new Kept();
            } catch (IOException | RuntimeException | Error e) {
                // Whatever it is, the next ones are tried.
                outcome = refused("the spool cannot be written: " + e);
            }
            // Before anybody knows the outcome: the next append must not find that the disk still hangs.
            write = Write.NONE;
            for (Waiting record : group) {
                record.appended.complete(outcome);
            }
        }
    }

    /** Those that wait, as many as go into one write; none when the spool is closed and nobody waits. */
    private List<Waiting> nextGroup() {
        synchronized (queue) {
            while (queue.isEmpty() && !closing) {
                try {
                    queue.wait();
                } catch (InterruptedException e) {
                    closing = true;
                }
            }
            var group = new ArrayList<Waiting>();
            long size = 0;
            var waiting = queue.iterator();
            while (waiting.hasNext() && group.size() < LARGEST_GROUP && size < GROUP_BYTES) {
                Waiting record = waiting.next();
                waiting.remove();
                size += record.batch.remaining();
                group.add(record);
            }
            queuedBytes -= size;
            return group;
        }
    }

    private void keep(List<Waiting> group) throws IOException {
        Spool.Depth depth = log.depth();
        long free = depth.maxBytes() - depth.bytes();
        var batches = new ArrayList<ByteBuffer>();
        for (Waiting record : group) {
            int size = record.batch.remaining();
            if (size <= free || record.moves) {
                free -= size;
                batches.add(record.batch);
            } else {
                record.appended.complete(refused("the spool is full: it holds " + depth.maxBytes() + " bytes at most"));
            }
        }
        if (!batches.isEmpty()) {
            log.append(batches);
            lastRefusal = Refusal.NONE;
        }
    }

    private Refused refused(String why) {
        lastRefusal = new Refusal(why, System.nanoTime());
        return new Refused(why);
    }
}
