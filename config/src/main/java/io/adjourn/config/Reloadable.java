package io.adjourn.config;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files hold, read again and again: the last valid version of it. Why a newer one is not in use is logged once, and is
 * {@link #fault} for as long as it is so. Thread-safe.
 *
 * <p>Each reading has a thread of its own, one at a time: a file system that does not answer holds up nobody who looks, and when
 * it answers, reloading goes on. A reading that does not end is given up for a new one, a few times: the file may have been
 * replaced since, as a pipe that was opened before it was seen to be one.
 *
 * @param <T> what is made of the files; the same files make what is equal
 */
public final class Reloadable<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reloadable.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Two readings that are closer together may meet the same half of a file. */
    private static final Duration APART = Duration.ofSeconds(1);

    /** Readings that never end and were given up, at most: each of them holds a thread. */
    private static final int MOST_GIVEN_UP = 3;

    private static final String HANGING = "the read has not finished after " + PATIENCE.toSeconds()
            + " s and is still pending: check that the file system responds and that it is a file";

    private final String what;
    private final Reader<T, ?> reader;
    private final BiPredicate<T, T> takenAtOnce;
    private final BiConsumer<T, T> changed;
    private final Executor threads;
    private final LongSupplier nanoTime;

    /** The reading whose end is awaited; null where there is none. */
    private volatile @Nullable Reading pending;

    private volatile T current;
    private volatile long lastRead;
    /** What the last reading found, in use once a later one finds the same. */
    private @Nullable T unconfirmed;

    private long unconfirmedSince;
    /** Of the last reading that ended. */
    private volatile @Nullable String fault;

    private int givenUp;
    private @Nullable String logged;

    /**
     * Reads the files for the first time, on the calling thread.
     *
     * @param what what it is, for the log
     * @param changed told the old and the new version just before the new one is in use, so that whoever sees a change finds
     *     what was said of it
     * @throws X if the files cannot be used now
     */
    public <X extends Exception> Reloadable(String what, Reader<T, X> reader, BiConsumer<T, T> changed) throws X {
        this(what, reader, (_, _) -> true, changed);
    }

    /**
     * Reads the files for the first time, on the calling thread.
     *
     * @param takenAtOnce whether the new version, given after the one in use, is used at once. Any other is used when a later
     *     reading finds the same, at least a second later, for it may be a file that is half written
     */
    public <X extends Exception> Reloadable(
            String what, Reader<T, X> reader, BiPredicate<T, T> takenAtOnce, BiConsumer<T, T> changed) throws X {
        this(
                what,
                reader,
                takenAtOnce,
                changed,
                task -> Thread.ofPlatform().daemon().name("reload-" + what).start(task),
                System::nanoTime);
    }

    /**
     * The same with other threads and another clock.
     *
     * @param threads where the readings run
     */
    <X extends Exception> Reloadable(
            String what,
            Reader<T, X> reader,
            BiPredicate<T, T> takenAtOnce,
            BiConsumer<T, T> changed,
            Executor threads,
            LongSupplier nanoTime)
            throws X {
        this.what = what;
        this.reader = reader;
        this.takenAtOnce = takenAtOnce;
        this.changed = changed;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.current = reader.read();
        this.lastRead = nanoTime.getAsLong();
    }

    /**
     * Reads the files.
     *
     * @param <X> thrown where they cannot be used; its message is one line that says why
     */
    public interface Reader<T, X extends Exception> {
        T read() throws X;
    }

    public T current() {
        return current;
    }

    /** Why the files are not in use as they are now, or are not known to be; null where they are. */
    public @Nullable String fault() {
        Reading last = pending;
        return last != null && isHanging(last) ? HANGING : fault;
    }

    /** How long ago the last reading ended, well or not. */
    public Duration lastReadAge() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastRead);
    }

    /** Has the files read again, unless they are being read. Does not wait for it. */
    public synchronized void look() {
        Reading last = pending;
        if (last != null) {
            if (!isHanging(last)) {
                return;
            }
            fault = HANGING;
            log(HANGING);
            if (givenUp == MOST_GIVEN_UP) {
                return;
            }
            givenUp++;
        }
        Reading next = new Reading(nanoTime.getAsLong());
        pending = next;
        try {
            threads.execute(() -> read(next));
        } catch (Throwable e) {
            // Such as an OutOfMemoryError because there may be no further thread now.
            ended(next, null, why(e));
        }
    }

    private void read(Reading mine) {
        T found = null;
        String why = null;
        try {
            found = reader.read();
        } catch (Throwable e) {
            // An Error, too: it must not be the end of all reloading, and nobody else would say it.
            why = why(e);
        }
        ended(mine, found, why);
    }

    /**
     * @param found null where the reading failed
     * @param why it failed, null where it did not
     */
    private synchronized void ended(Reading ended, @Nullable T found, @Nullable String why) {
        if (ended != pending) {
            givenUp--;
            return;
        }
        if (found == null) {
            unconfirmed = null;
            fault = why;
        } else {
            fault = taken(found, ended.begun);
        }
        lastRead = nanoTime.getAsLong();
        pending = null;
        log(fault);
    }

    /** Why it could not be taken, null where it was. */
    private @Nullable String taken(T found, long begun) {
        try {
            take(found, begun);
            return null;
        } catch (Throwable e) {
            unconfirmed = null;
            return why(e);
        }
    }

    private void take(T next, long begun) {
        T last = current;
        if (next.equals(last)) {
            unconfirmed = null;
        } else if (takenAtOnce.test(last, next) || isConfirmed(next, begun)) {
            unconfirmed = null;
            changed.accept(last, next);
            current = next;
        } else if (!next.equals(unconfirmed)) {
            unconfirmed = next;
            unconfirmedSince = nanoTime.getAsLong();
        }
    }

    private boolean isConfirmed(T next, long begun) {
        return next.equals(unconfirmed) && begun - unconfirmedSince >= APART.toNanos();
    }

    private boolean isHanging(Reading reading) {
        return nanoTime.getAsLong() - reading.begun > PATIENCE.toNanos();
    }

    /** @param why null where the reading ended well */
    private void log(@Nullable String why) {
        if (why != null && !why.equals(logged)) {
            LOG.error("Reload failed; keeping the last valid version: what={} why={}", what, why);
        } else if (why == null && logged != null) {
            LOG.info("Reload succeeded: what={}", what);
        }
        logged = why;
    }

    private static String why(Throwable fault) {
        return fault instanceof Exception ? String.valueOf(fault.getMessage()) : fault.toString();
    }

    /** One reading of the files, which is equal to no other. */
    private static final class Reading {
        private final long begun;

        Reading(long begun) {
            this.begun = begun;
        }
    }
}
